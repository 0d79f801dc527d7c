import PCISnapshot

/// What matters here of the PCI Express capability.
///
/// Source: PCIe 6.0, 7.5.3. Bit names are those of linux/pci_regs.h.
public struct ExpressCapability: Equatable, Sendable {
    /// Function Level Reset (Device Capabilities bit 28, PCI_EXP_DEVCAP_FLR).
    public let functionLevelReset: Bool
    /// TEE-IO (Device Capabilities bit 30, PCI_EXP_DEVCAP_TEE).
    public let teeIO: Bool

    static let id: UInt16 = 0x10
    /// Bytes of it that are read here, from its id on.
    static let bytesRead = 8

    init(_ reader: ByteReader, at offset: Int) throws(DecodeError) {
        let device = try reader.u32(offset + 4, "PCI Express device capabilities")
        functionLevelReset = device & 1 << 28 != 0
        teeIO = device & 1 << 30 != 0
    }
}
