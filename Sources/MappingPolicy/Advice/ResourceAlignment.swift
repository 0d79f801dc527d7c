public import PCISnapshot

/// The kernel's `pci=resource_alignment=`: gives a device's BARs pages of their own.
///
/// Source: `pci_specified_resource_alignment()` in drivers/pci/pci.c.
public struct ResourceAlignment: Equatable, Sendable {
    /// The device.
    public let address: BusAddress
    /// Binary logarithm of the alignment: the page's.
    public let order: Int
    /// Bytes that can be mapped more than now.
    public let gain: UInt64

    /// The parameter for the kernel's command line.
    public var option: String { "pci=resource_alignment=\(order)@\(address)" }

    var text: String {
        "the kernel can give small BARs pages of their own (\(option)); "
            + "\(Hex.number(gain)) bytes more can be mapped"
    }
}
