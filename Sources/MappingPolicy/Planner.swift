public import PCIDecoding
public import PCISnapshot

/// Turns decoded devices into plans: pure, and the only entrance to the rules.
public struct Planner: Sendable {
    private let options: PlanOptions
    private let host: HostView

    /// A planner for the devices of one machine.
    ///
    /// - Parameters:
    ///   - options: page size and choices.
    ///   - facts: the machine's facts; live answers hold for its page size.
    ///   - neighbourhood: all memory of the machine.
    public init(options: PlanOptions, facts: HostFacts, neighbourhood: Neighbourhood) {
        self.options = options
        host = HostView(
            pageSize: PageSize(facts.pageSize) ?? .size4K, neighbourhood: neighbourhood)
    }

    /// The plan for one device.
    ///
    /// - Parameters:
    ///   - device: the device.
    ///   - tdisp: what is known of its TDISP interface, nil for nothing.
    ///   - confidential: the plan is for a confidential VM: without a report, nothing of a
    ///     device that may have TEE memory is mapped.
    public func plan(_ device: Device, tdisp: TDISPInputs? = nil, confidential: Bool = false)
        -> DevicePlan
    {
        var findings = DeviceRules.findings(device)
        let regions = RegionRules.regions(of: device, &findings)
        let msix = MSIXRules(device, regions, options, &findings)
        let tee = TDISPRules(device, regions, msix, tdisp, confidential: confidential, &findings)
        var bars: [BARPlan] = []
        bars.reserveCapacity(regions.count)
        for region in regions {
            let everywhere = DeviceRules.layer(device, region)
                .overlaid(with: msix.layer(region))
                .overlaid(with: tee.layer(region, &findings))
            let verdicts = region.layer(at: options.pageSize, host, &findings)
                .overlaid(with: everywhere)
            bars.append(plan(region, verdicts, everywhere, tee.sharing(region, verdicts)))
        }
        msix.judge(bars, regions, &findings)
        return DevicePlan(
            address: device.address, identity: device.identity, driver: device.driver,
            iommuGroup: device.iommuGroup, pageSize: options.pageSize,
            isLive: regions.contains { $0.answer != nil }, sharing: Sharing(bars.map(\.sharing)),
            bars: bars, findings: findings)
    }

    /// - Parameters:
    ///   - region: the BAR.
    ///   - verdicts: of all rules, covering the BAR.
    ///   - everywhere: those of them that do not depend on the page size.
    ///   - sharing: what goes with the plan.
    private func plan(
        _ region: Region, _ verdicts: Layer, _ everywhere: Layer, _ sharing: Sharing
    ) -> BARPlan {
        let gate = PageGate(verdicts, size: region.size, page: options.pageSize)
        let extents = gate.gated()
        let mmaps = gate.runs(of: extents).map { range in
            Mapping(
                range: range, fileOffset: region.fileOffset &+ range.start,
                protection: region.protection ?? .read)
        }
        let stranded = StrandedBytes { page in
            if page == options.pageSize { return gate.strandedBytes() }
            // What the rules say depends on the page size only where a BAR is below a page.
            var ignored: [Finding] = []
            let layer =
                region.dependsOnPageSize
                ? region.layer(at: page, host, &ignored).overlaid(with: everywhere) : verdicts
            return PageGate(layer, size: region.size, page: page).strandedBytes()
        }
        return BARPlan(
            bar: region.bar, extents: extents, mmaps: mmaps, stranded: stranded,
            sharing: sharing)
    }
}
