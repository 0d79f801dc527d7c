/// The interrupts of vfio-pci, by index.
///
/// Source: VFIO_PCI_INTX_IRQ_INDEX and those after it, include/uapi/linux/vfio.h.
public enum PCIInterrupt: Int, CaseIterable, Sendable {
    /// VFIO_PCI_INTX_IRQ_INDEX.
    case intx
    /// VFIO_PCI_MSI_IRQ_INDEX.
    case msi
    /// VFIO_PCI_MSIX_IRQ_INDEX.
    case msix
    /// VFIO_PCI_ERR_IRQ_INDEX.
    case error
    /// VFIO_PCI_REQ_IRQ_INDEX.
    case request
}
