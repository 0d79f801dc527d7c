public import PCISnapshot

extension Device {
    /// Decodes a snapshot: pure, total, and never trusting what the bytes say about themselves.
    public init(_ snapshot: DeviceSnapshot) {
        let config = ConfigSpace(snapshot.readConfig ?? PartialBytes([]))
        let capabilities = CapabilitySet(snapshot, config)
        var identity = snapshot.identity
        if let bytes = snapshot.readConfig { identity.adopt(header: bytes.leading) }
        let slots = BARSlots(snapshot.resources, config.headerType)
        let sriov = capabilities.sriov
        let totalVFs = sriov.value?.totalVFs ?? 0
        address = snapshot.address
        self.identity = identity
        driver = snapshot.driver
        iommuGroup = snapshot.iommuGroup
        headerType = config.headerType
        bars = slots.bars
        claims = snapshot.claims
        msix = capabilities.msix
        express = capabilities.express
        teeIO = capabilities.teeIO
        self.sriov = sriov
        virtualFunctionBARs =
            totalVFs == 0
            ? []
            : snapshot.resources.compactMap {
                VirtualFunctionBAR($0, totalVFs: totalVFs)
            }
        resizableBARs = capabilities.resizableBARs
        enhancedAllocation = capabilities.enhancedAllocation
        ide = capabilities.ide
        doeMailboxes = capabilities.doeMailboxes
        tsm = snapshot.tsm
        regions = (snapshot.vfio?.regions ?? []).map { region in
            RegionAnswer(
                index: region.index,
                info: Result { () throws(DecodeError) in
                    try RegionInfo(region.info, index: region.index)
                })
        }
        msixVectors =
            snapshot.vfio?.irqs.filter { $0.index == PCIInterrupt.msix.rawValue }.map(\.count)
            .max()
        problems =
            snapshot.readErrors.map(DeviceProblem.unread) + capabilities.problems + slots.problems
    }
}

/// The BARs among a function's resources.
private struct BARSlots {
    var bars: [BAR] = []
    var problems: [DeviceProblem] = []

    init(_ resources: [ResourceRecord], _ header: HeaderType) {
        var upperHalf = -1
        for resource in resources.sorted(by: { $0.index < $1.index })
        where resource.index < header.barCount && resource.size > 0 {
            guard let bar = BAR(resource) else {
                problems.append(.kindUnclear(bar: resource.index))
                continue
            }
            let last = header.barCount - 1
            if bar.index == upperHalf || bar.kind == .mem64 && bar.index == last {
                problems.append(.upperHalfClaimed(bar: bar.index))
            }
            if bar.kind == .mem64 { upperHalf = bar.index + 1 }
            bars.append(bar)
        }
    }
}
