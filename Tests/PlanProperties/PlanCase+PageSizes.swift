public import MappingPolicy
import PCIDecoding

extension PlanCase {
    /// Twice the page never maps more, but of a BAR below that page.
    public func largerPageProblem(_ plan: DevicePlan) -> String? {
        guard let double = PageSize(plan.pageSize.bytes * 2) else { return nil }
        for (small, large) in zip(plan.bars, self.plan(double).bars)
        where small.bar.size >= double.bytes {
            for run in large.mmaps
            where !small.mmaps.contains(where: { $0.range.contains(run.range) }) {
                return "BAR \(small.bar.index): \(run.range) is mapped at larger pages only"
            }
        }
        return nil
    }
}
