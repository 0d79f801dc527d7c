/// The regions that vfio-pci gives every function, by index, and where they are in its file.
///
/// Source: VFIO_PCI_BAR0_REGION_INDEX and those after it, include/uapi/linux/vfio.h.
public enum PCIRegion {
    /// VFIO_PCI_BAR0_REGION_INDEX to VFIO_PCI_BAR5_REGION_INDEX.
    public static let bars = 0..<6
    /// VFIO_PCI_ROM_REGION_INDEX.
    public static let rom = 6
    /// VFIO_PCI_CONFIG_REGION_INDEX.
    public static let config = 7
    /// VFIO_PCI_VGA_REGION_INDEX.
    public static let vga = 8
    /// VFIO_PCI_NUM_REGIONS; a driver's own regions come behind these.
    public static let count = 9
    /// Bytes of the device's file that each region has (`VFIO_PCI_OFFSET_SHIFT`,
    /// include/linux/vfio_pci_core.h).
    public static let spacing: UInt64 = 1 << 40

    /// Where vfio-pci has a region in the device's file (`VFIO_PCI_INDEX_TO_OFFSET`); an answer of
    /// the kernel's tells it itself.
    public static func fileOffset(_ index: Int) -> UInt64 { UInt64(index) * spacing }
}
