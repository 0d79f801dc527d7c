import MappingPolicy
import PCIDecoding
import PCISnapshot
import Testing

/// Devices and planners for tests: a machine with one function and nothing around it.
struct TestDevice {
    var snapshot: DeviceSnapshot

    init() throws {
        snapshot = DeviceSnapshot(address: try #require(BusAddress("0000:01:00.0")))
    }

    mutating func addBAR(
        _ index: Int, start: UInt64, size: UInt64, flags: ResourceFlags = .memory
    ) throws {
        snapshot.resources.append(
            try #require(ResourceRecord(index: index, start: start, size: size, flags: flags)))
    }

    mutating func setMSIX(
        entries: Int, table: (bar: Int, offset: UInt64), pba: (bar: Int, offset: UInt64)
    ) {
        snapshot.msix = MSIXRecord(
            entries: entries, table: .init(bar: table.bar, offset: table.offset),
            pba: .init(bar: pba.bar, offset: pba.offset))
    }

    /// VFIO's answer about a region that can be read and written, with sparse areas.
    mutating func setRegion(
        _ index: Int, size: UInt64, mappable: Bool, sparse: [(offset: UInt64, size: UInt64)]?
    ) {
        var record = snapshot.vfio ?? VFIORecord(regions: [])
        record.regions.append(
            .init(
                index, size: size, flags: mappable ? [.read, .write, .mmap] : [.read, .write],
                sparse: sparse?.map { RegionInfo.Area($0.offset, $0.size) }))
        snapshot.vfio = record
    }

    /// The plan on a machine where nothing else is.
    func plan(
        page: PageSize = .size4K, pba: PlanOptions.PBAPolicy = .trap, tdisp: TDISPInputs? = nil,
        confidential: Bool = false
    ) -> DevicePlan {
        let facts = HostFacts(pageSize: page.bytes, complete: true)
        let machine = Machine(host: facts, devices: [snapshot])
        let planner = Planner(
            options: PlanOptions(pageSize: page, pba: pba, confidential: confidential),
            facts: facts,
            neighborhood: Neighborhood(machine))
        return planner.plan(Device(snapshot), tdisp: tdisp)
    }
}

extension DevicePlan {
    /// Names of the findings.
    var findingNames: [String] { findings.map(\.rule.name) }
}

extension BARPlan {
    /// `start-end class rule`, hexadecimal, a line per extent.
    var lines: [String] {
        extents.map { extent in
            let verdict = extent.verdict
            return String(extent.range.start, radix: 16) + "-"
                + String(extent.range.end, radix: 16)
                + " \(verdict.mappingClass.name) \(verdict.rule.name)"
        }
    }

    /// `start-end`, hexadecimal, per mapping.
    var areas: [String] {
        mmaps.map {
            String($0.range.start, radix: 16) + "-" + String($0.range.end, radix: 16)
        }
    }

    /// The verdict on one byte.
    func verdict(at offset: UInt64) -> Verdict? {
        extents.first { $0.range.start <= offset && offset < $0.range.end }?.verdict
    }
}
