public import MappingPolicy
import PCIDecoding

extension PlanCase {
    /// Table and PBA bytes are not mapped, seen from the capability itself.
    ///
    /// The PBA may be where the plan maps it: by `--pba direct`.
    public func structureProblem(_ plan: DevicePlan) -> String? {
        let msix = device.msix
        for bar in plan.bars {
            for mapping in bar.mmaps {
                switch msix {
                case .absent: break
                case .unknown: return "BAR \(bar.bar.index) is mapped, and MSI-X is not known"
                case .present(let capability):
                    let whole = ByteRange(0, bar.bar.size)
                    let run = mapping.range.intersection(whole)
                    let table = ByteRange(
                        start: capability.table.offset, count: capability.tableSize)
                    if capability.table.bar == bar.bar.index, run.overlaps(table) {
                        return "the table is mapped"
                    }
                    let pending = ByteRange(start: capability.pba.offset, count: capability.pbaSize)
                    if pba == .trap, capability.pba.bar == bar.bar.index, run.overlaps(pending) {
                        return "the PBA is mapped"
                    }
                }
            }
        }
        return nil
    }
}
