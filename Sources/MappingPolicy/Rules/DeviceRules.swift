import PCIDecoding
import PCISnapshot

/// Rules that do not look into a BAR: what could not be read, and whom VFIO never hands out.
enum DeviceRules {
    /// What the decoder found, as findings.
    static func findings(_ device: Device) -> [Finding] {
        var findings: [Finding] = device.problems.map { problem in
            switch problem {
            case .unread(let fault):
                let expected = fault.reason == .asleep || fault.reason == .denied
                return Finding(.deviceUnread, expected ? .warning : .error, .problem(problem))
            case .header, .chain: return Finding(.configChain, .error, .problem(problem))
            case .capability, .repeated:
                return Finding(.configCapability, .error, .problem(problem))
            case .msixAssumedAbsent: return Finding(.msixAssumedAbsent, .info, .problem(problem))
            case .upperHalfClaimed(let bar):
                return Finding(.barUpperHalf, .error, bar: bar, .problem(problem))
            case .kindUnclear(let bar):
                return Finding(.barKindUnclear, .error, bar: bar, .problem(problem))
            }
        }
        for bar in Set(device.claims.map(\.bar)).sorted() {
            let holders = device.claims.filter { $0.bar == bar }.map(\.holder)
            findings.append(
                Finding(.barClaimed, .warning, bar: bar, .reason(holders.joined(separator: ", "))))
        }
        if isBridge(device) { findings.append(Finding(.deviceBridge, .info)) }
        return findings
    }

    /// What holds for a whole BAR whatever VFIO would say about its region.
    static func layer(
        _ device: Device, _ region: Region, _ host: HostContext, _ findings: inout [Finding]
    ) -> Layer {
        let bar = region.bar
        // The decoder sees the kernel's list; a region that only VFIO knows may be in the way too.
        let isUpperHalf = device.bars.contains { $0.kind == .mem64 && $0.index == bar.index - 1 }
        if isUpperHalf || device.problems.contains(.upperHalfClaimed(bar: bar.index)) {
            return Layer(region.whole, Verdict(.conflict, .barUpperHalf))
        }
        if isBridge(device) {
            return Layer(region.whole, Verdict(.reflect, .deviceBridge))
        }
        // `pdev->non_mappable_bars`, set by zpci_ism_bar_no_mmap() in arch/s390/pci/pci_fixup.c.
        if device.identity.vendor == 0x1014, device.identity.device == 0x04ed {
            return Layer(region.whole, Verdict(.reflect, .quirkIBMISM))
        }
        // mmap and read give EBUSY for all of the BAR, whatever the region's flags say
        // (`vfio_pci_core_setup_barmap()`); whether the holder will have gone by then, nobody knows.
        let claimed =
            device.claims.contains { $0.bar == bar.index }
            ? Layer(region.whole, Verdict(.unknown, .barClaimed)) : .silent
        return overlap(device, region, host)
            .overlaid(with: sizes(device, region, &findings)).overlaid(with: claimed)
    }

    /// Bytes at addresses that another BAR, a ROM or a range of virtual functions has as well, of
    /// this function or another one.
    private static func overlap(_ device: Device, _ region: Region, _ host: HostContext) -> Layer {
        let bar = region.bar
        guard bar.isMemory, bar.assigned, bar.start != 0 else { return .silent }
        let whole = ByteRange(start: bar.start, count: region.size)
        let end = min(whole.end, ByteRange(start: bar.start, count: region.resourceSize).end)
        let shared = host.neighborhood.contested(
            ByteRange(whole.start, end), rest: ByteRange(end, whole.end), device.address
        ).map { ByteRange($0.start - bar.start, $0.end - bar.start) }
        return Layer(shared, Verdict(.conflict, .barOverlap))
    }

    /// A BAR that a capability gives another size than the kernel's resource list has.
    ///
    /// Addresses are not compared: those of a capability are the bus's, where a host bridge
    /// translates. The kernel leaves out an Enhanced Allocation entry that is not enabled
    /// (`pci_ea_read()` in drivers/pci/pci.c).
    private static func sizes(
        _ device: Device, _ region: Region, _ findings: inout [Finding]
    ) -> Layer {
        let bar = region.bar
        guard bar.isMemory, region.resourceSize > 0 else { return .silent }
        let allocated = (device.enhancedAllocation.value?.entries ?? [])
            .filter { $0.enabled && $0.bei == bar.index }
            .map { ($0.maxOffset &+ 1, $0.maxOffset == region.resourceSize - 1) }
        let resized = (device.resizableBARs.value?.bars ?? [])
            .filter { $0.bar == bar.index }
            .map { ($0.current, $0.current == region.resourceSize) }
        guard let told = (allocated + resized).first(where: { !$0.1 }) else { return .silent }
        findings.append(
            Finding(
                .barSizeDiffers, .error, bar: bar.index,
                .sizes(told: told.0, expected: region.resourceSize)))
        return Layer(region.whole, Verdict(.conflict, .barSizeDiffers))
    }

    /// Whether VFIO refuses the function: by its header, or by its class where that was not read.
    private static func isBridge(_ device: Device) -> Bool {
        !device.headerType.isAssignable
            || device.headerType == .unread && device.identity.isBridge
    }
}
