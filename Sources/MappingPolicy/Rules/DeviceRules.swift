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
            case .chain: return Finding(.configChain, .error, .problem(problem))
            case .capability: return Finding(.configCapability, .error, .problem(problem))
            case .msixAssumedAbsent: return Finding(.msixAssumedAbsent, .info, .problem(problem))
            case .upperHalfClaimed(let bar):
                return Finding(.barUpperHalf, .error, bar: bar, .problem(problem))
            case .kindUnclear(let bar):
                return Finding(.barKindUnclear, .error, bar: bar, .problem(problem))
            }
        }
        if device.headerType.isBridge { findings.append(Finding(.deviceBridge, .info)) }
        return findings
    }

    /// What holds for a whole BAR whatever VFIO would say about its region.
    static func layer(_ device: Device, _ region: Region) -> Layer {
        if device.problems.contains(.upperHalfClaimed(bar: region.bar.index)) {
            return Layer(region.whole, Verdict(.conflict, .barUpperHalf))
        }
        // vfio_pci_probe() takes functions with an ordinary header only.
        if device.headerType.isBridge {
            return Layer(region.whole, Verdict(.reflect, .deviceBridge))
        }
        // `pdev->non_mappable_bars`, set by zpci_ism_bar_no_mmap() in arch/s390/pci/pci_fixup.c.
        if device.identity.vendor == 0x1014, device.identity.device == 0x04ed {
            return Layer(region.whole, Verdict(.reflect, .quirkIBMISM))
        }
        return .silent
    }
}
