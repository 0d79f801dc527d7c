import PCISnapshot

/// Virtual functions that give a PBA offset outside their BAR, and where it really is.
///
/// Source: `vfio_msix_early_setup()` in QEMU, hw/vfio/pci.c.
struct MSIXQuirk {
    let rule: Rule
    let pbaOffset: UInt64

    /// The quirk of a device, nil for all but two.
    init?(_ identity: DeviceSnapshot.Identity) {
        guard let vendor = identity.vendor, let device = identity.device else { return nil }
        if vendor == 0x1425, device & 0xff00 == 0x5800 {
            rule = .quirkChelsioT5VF
            pbaOffset = 0x1000
        } else if vendor == 0x1d22, device == 0x3685 {
            rule = .quirkBaiduKunlunVF
            pbaOffset = 0xb400
        } else {
            return nil
        }
    }
}
