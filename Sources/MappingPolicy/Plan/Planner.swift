public import PCIDecoding
public import PCISnapshot

/// Turns decoded devices into plans: pure, and the only entrance to the rules.
public struct Planner: Sendable {
    let options: PlanOptions
    let host: HostContext

    /// A planner for the devices of one machine.
    ///
    /// - Parameters:
    ///   - options: page size and choices.
    ///   - facts: the machine's facts; live answers hold for its page size.
    ///   - neighborhood: all memory of the machine.
    public init(options: PlanOptions, facts: HostFacts, neighborhood: Neighborhood) {
        self.options = options
        host = HostContext(
            pageSize: PageSize(facts.pageSize) ?? .size4K, neighborhood: neighborhood,
            kernel: facts.kernel.flatMap(KernelVersion.init))
    }

    /// The plan for one device.
    ///
    /// - Parameters:
    ///   - device: the device.
    ///   - tdisp: what is known of its TDISP interface, nil for nothing.
    public func plan(_ device: Device, tdisp: TDISPInputs?) -> DevicePlan {
        var findings: [Finding] = []
        let survey = RuleContext(device, host, options, tdisp, &findings)
        var bars: [BARPlan] = []
        bars.reserveCapacity(survey.regions.count)
        for region in survey.regions { bars.append(plan(region, survey, &findings)) }
        survey.msix.judge(bars, survey.regions, &findings)
        return DevicePlan(
            address: device.address, identity: device.identity, driver: device.driver,
            iommuGroup: device.iommuGroup, pageSize: options.pageSize,
            isLive: survey.regions.contains { $0.answer != nil },
            sharing: Sharing(bars.map(\.sharing)),
            isConfidential: survey.tdisp.isReported || options.confidential, bars: bars,
            findings: findings)
    }

    /// An error for each extent that is contradicted or not known and that none names so far.
    private static func undecided(_ extents: [Extent], of bar: Int, told findings: [Finding])
        -> [Finding]
    {
        let told = Set(
            findings.filter { finding in
                finding.severity == .error && finding.range == nil
                    && (finding.bar ?? bar) == bar
            }.map(\.rule))
        return extents.filter { extent in
            [.conflict, .unknown].contains(extent.verdict.mappingClass)
                && !told.contains(extent.verdict.rule)
        }.map { Finding($0.verdict.rule, .error, bar: bar, range: $0.range) }
    }

    private func plan(_ region: Region, _ survey: RuleContext, _ findings: inout [Finding])
        -> BARPlan
    {
        let verdicts = survey.verdicts(region, options.pageSize, &findings)
        let gate = PageGate(verdicts, size: region.size, page: options.pageSize)
        let extents = gate.gated()
        findings += Self.undecided(extents, of: region.bar.index, told: findings)
        // A range that reaches past 64 bits in the device's file is a conflict, and so has no run.
        let mmaps = gate.runs(of: extents).map { range in
            Mapping(
                range: range, fileOffset: region.fileOffset + range.start,
                protection: region.protection ?? .read)
        }
        let stranded = StrandedBytes { page in
            if page == options.pageSize { return gate.strandedBytes() }
            // What the rules say depends on the page size only where a BAR is below a page.
            var ignored: [Finding] = []
            let layer =
                region.dependsOnPageSize ? survey.verdicts(region, page, &ignored) : verdicts
            return PageGate(layer, size: region.size, page: page).strandedBytes()
        }
        return BARPlan(
            bar: region.bar, extents: extents, mmaps: mmaps, stranded: stranded,
            sharing: survey.sharing(region, verdicts),
            kernelPermits: KernelPermits(
                region, host, options.pageSize, table: survey.msix.table,
                driver: survey.device.driver
            ).ranges)
    }
}
