import MappingPolicy
import PCIDecoding
import PCISnapshot
import SnapshotFile

/// From a snapshot file to plans, and what must hold for every one of them.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard let machine = try? SnapshotFile.decode(bytes, name: "fuzz") else { return 0 }
    let neighbourhood = Neighbourhood(machine)
    for page in PageSize.standard {
        let planner = Planner(
            options: PlanOptions(pageSize: page), facts: machine.host,
            neighbourhood: neighbourhood)
        for snapshot in machine.devices {
            let inputs = (snapshot.tdisp?.report).map {
                TDISPInputs(
                    report: .init(files: [$0]),
                    mmioReportingOffset: snapshot.tdisp?.mmioReportingOffset)
            }
            check(planner.plan(Device(snapshot), tdisp: inputs), page)
        }
    }
    return 0
}

private func check(_ plan: DevicePlan, _ page: PageSize) {
    for bar in plan.bars {
        var position: UInt64 = 0
        for extent in bar.extents {
            precondition(extent.range.start == position && !extent.range.isEmpty, "a gap")
            position = extent.range.end
        }
        precondition(position == bar.bar.size, "extents do not cover the BAR")
        for mapping in bar.mmaps {
            precondition(page.isAligned(mapping.range.start) && page.isAligned(mapping.range.end))
            for extent in bar.extents where !extent.verdict.isDirect {
                precondition(!extent.range.overlaps(mapping.range), "a run is not direct")
            }
        }
    }
}
