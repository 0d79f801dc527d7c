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
            case .capability: return Finding(.configCapability, .error, .problem(problem))
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
    static func layer(_ device: Device, _ region: Region) -> Layer {
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
        return overlap(device, bar).overlaid(with: claimed)
    }

    /// Bytes at addresses that another BAR of the device has as well.
    ///
    /// Nobody's address is 0: it stands for one that was not told.
    private static func overlap(_ device: Device, _ bar: BaseAddress) -> Layer {
        guard bar.isMemory, bar.assigned, bar.start != 0 else { return .silent }
        let place = ByteRange(start: bar.start, count: bar.size)
        var shared: [ByteRange] = []
        for other in device.bars where other.isMemory && other.assigned && other.index != bar.index
        {
            let both = place.intersection(ByteRange(start: other.start, count: other.size))
            guard !both.isEmpty else { continue }
            shared.append(ByteRange(both.start - bar.start, both.end - bar.start))
        }
        return shared.isEmpty ? .silent : Layer(shared, Verdict(.conflict, .barOverlap))
    }

    /// Whether VFIO refuses the function: by its header, or by its class where that was not read.
    private static func isBridge(_ device: Device) -> Bool {
        !device.headerType.isAssignable
            || device.headerType == .unread && device.identity.isBridge
    }
}
