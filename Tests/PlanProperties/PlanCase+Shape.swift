public import MappingPolicy
import PCIDecoding

extension PlanCase {
    /// Extents cover each BAR byte by byte, runs are pages and meet nothing that is not `direct`.
    public func shapeProblem(_ plan: DevicePlan) -> String? {
        for bar in plan.bars {
            let problem = coverProblem(bar) ?? runProblem(bar, plan.pageSize)
            if let problem { return "BAR \(bar.bar.index): \(problem)" }
        }
        return nil
    }

    private func coverProblem(_ bar: BARPlan) -> String? {
        var position: UInt64 = 0
        for extent in bar.extents {
            if extent.range.start != position || extent.range.isEmpty {
                return "extents leave a gap"
            }
            position = extent.range.end
        }
        if position != bar.bar.size { return "extents end at \(position)" }
        for (one, next) in zip(bar.extents, bar.extents.dropFirst())
        where one.verdict == next.verdict && one.sharesWith == next.sharesWith {
            return "equal neighbors at \(next.range.start)"
        }
        return nil
    }

    private func runProblem(_ bar: BARPlan, _ page: PageSize) -> String? {
        for (one, next) in zip(bar.mmaps, bar.mmaps.dropFirst())
        where one.range.end >= next.range.start { return "runs touch" }
        for mapping in bar.mmaps {
            let run = mapping.range
            if run.isEmpty || !page.isAligned(run.start) || !page.isAligned(run.end) {
                return "a run is not made of pages"
            }
            if run.end > page.up(bar.bar.size) { return "a run leaves the BAR" }
            for extent in bar.extents where !extent.verdict.isDirect && extent.range.overlaps(run) {
                return "a run meets \(extent.verdict.rule.name)"
            }
            if !bar.kernelPermits.contains(where: { $0.contains(run) }) {
                return "the kernel does not permit a run"
            }
        }
        let mapped = bar.mmaps.reduce(0) {
            $0 + $1.range.intersection(ByteRange(0, bar.bar.size)).count
        }
        return mapped == bar.bytes(of: .direct) ? nil : "direct bytes are not the mapped ones"
    }
}
