public import MappingPolicy
import PCIDecoding
import PCISnapshot

extension PlanCase {
    /// Every byte that is contradicted or not known is named by an error, so that no check passes.
    public func undecidedProblem(_ plan: DevicePlan) -> String? {
        let errors = plan.findings.filter { $0.severity == .error }
        for bar in plan.bars {
            for extent in bar.extents
            where [.conflict, .unknown].contains(extent.verdict.mappingClass) {
                let isTold = errors.contains { error in
                    error.rule == extent.verdict.rule
                        && [nil, bar.bar.index].contains(error.bar)
                        && error.range?.contains(extent.range) ?? true
                }
                if !isTold {
                    return "BAR \(bar.bar.index): no error names \(extent.verdict.rule.name)"
                        + " at \(extent.range.start)"
                }
            }
        }
        return nil
    }

    /// An explanation tells the same classes as the plan, of a BAR and of any of its bytes.
    public func explanationProblem(_ plan: DevicePlan) -> String? {
        let planner = planner(plan.pageSize)
        for bar in plan.bars {
            let index = bar.bar.index
            if planner.explain(device, bar: index, tdisp: tdisp)?.extents != bar.extents {
                return "BAR \(index) is explained otherwise"
            }
            for extent in bar.extents.prefix(16) {
                let byte = ByteRange(extent.range.start, extent.range.start + 1)
                let told = planner.explain(device, bar: index, range: byte, tdisp: tdisp)
                if told?.extents.map(\.verdict) != [extent.verdict] {
                    return "BAR \(index) at \(byte.start) is explained otherwise"
                }
            }
        }
        return nil
    }

    /// The device alone, with what a capture keeps of its neighbors, has the same plan.
    public func selectionProblem(_ plan: DevicePlan) -> String? {
        var alone = PlanCase(
            machine.selecting([index]), pba: pba, confidential: confidential)
        alone.tdisp = tdisp
        return alone.plan(plan.pageSize) == plan ? nil : "the device alone has another plan"
    }
}
