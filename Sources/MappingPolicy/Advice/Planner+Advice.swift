public import PCIDecoding
import TDISP

extension Planner {
    /// What could be changed so that more of a device can be mapped, best first.
    ///
    /// - Parameters:
    ///   - plan: this planner's plan for the device.
    ///   - device: the device.
    ///   - tdisp: what the plan was made with. With a report nothing is said about moving MSI-X:
    ///     whether the page that it leaves is shared is for the next report to say.
    public func advice(on plan: DevicePlan, for device: Device, tdisp: TDISPInputs?)
        -> [Advice]
    {
        var ignored: [Finding] = []
        let survey = RuleContext(device, host, options, tdisp, &ignored)
        var advice: [Advice] = []
        if tdisp == nil { advice += relocation(plan, survey).map(Advice.msixRelocation) }
        if let alignment = alignment(plan) { advice.append(.resourceAlignment(alignment)) }
        return advice + plan.bars.compactMap { design($0, survey).map(Advice.design) }
    }

    private func relocation(_ plan: DevicePlan, _ survey: RuleContext) -> [MSIXRelocation] {
        let isCostly = plan.findings.contains {
            $0.rule == .msixSharedPage || $0.rule == .msixBARLost
        }
        // What a capability that contradicts itself says is no base for advice.
        let isBroken = plan.findings.contains { $0.severity == .error }
        guard isCostly, !isBroken, let capability = survey.device.msix.value else { return [] }
        // By BAR: all of them together may have more bytes than 64 bits can say.
        let gains = zip(plan.bars, survey.regions).map { bar, region in
            var ignored: [Finding] = []
            let layer = survey.verdicts(region, options.pageSize, without: .msix, &ignored)
            let gate = PageGate(layer, size: region.size, page: options.pageSize)
            let then = gate.gated().bytes(of: .direct)
            return then - min(bar.bytes(of: .direct), then)
        }
        let gain = DevicePlan.sum(gains)
        guard gain > 0 else { return [] }
        return MSIXRelocation.targets(
            survey.regions, entries: capability.entries, page: options.pageSize, gain: gain)
    }

    private func alignment(_ plan: DevicePlan) -> ResourceAlignment? {
        let refused: Set<Rule> = [.barSubPageUnaligned, .barSubPageNeighbor]
        // Of BARs below a page each, so no sum to check.
        let gain = plan.bars.reduce(UInt64(0)) { bytes, bar in
            bytes
                + bar.extents.reduce(0) {
                    refused.contains($1.verdict.rule) ? $0 + $1.range.count : $0
                }
        }
        guard gain > 0 else { return nil }
        return ResourceAlignment(
            address: plan.address, order: options.pageSize.bytes.trailingZeroBitCount, gain: gain)
    }

    private func design(_ plan: BARPlan, _ survey: RuleContext) -> DesignAdvice? {
        let bar = plan.bar
        let classes = Set(plan.extents.map(\.verdict.mappingClass))
        guard bar.isMemory, classes.contains(.direct) || classes.contains(.reflect) else {
            return nil
        }
        let holdsMSIX =
            survey.msix.table?.bar == bar.index || survey.msix.pba?.bar == bar.index
        let lost = plan.stranded
        if holdsMSIX, lost.at4K > 0 || lost.at16K > 0 || lost.at64K > 0 {
            return DesignAdvice(bar: bar.index, problem: .structuresShareAPage(plan.stranded))
        }
        if bar.size < PageSize.size64K.bytes {
            return DesignAdvice(bar: bar.index, problem: .isSmallerThanAPage(size: bar.size))
        }
        return nil
    }
}
