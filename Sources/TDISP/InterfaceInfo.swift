/// INTERFACE_INFO, the first field of a report: what the TDI may do while it is locked.
///
/// Source: PCIe 6.0, 11.3.11, TDI report structure. Bits 15:5 are reserved.
public struct InterfaceInfo: OptionSet, Equatable, Sendable {
    /// The known bits; reserved ones are masked and told as a warning.
    public let rawValue: UInt16

    /// A field with exactly these bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Bit 0: firmware updates are not permitted while the TDI is locked or runs.
    public static let noFirmwareUpdate = Self(rawValue: 1 << 0)
    /// Bit 1: the TDI makes DMA requests without PASID.
    public static let dmaWithoutPASID = Self(rawValue: 1 << 1)
    /// Bit 2: the TDI makes DMA requests with PASID.
    public static let dmaWithPASID = Self(rawValue: 1 << 2)
    /// Bit 3: ATS is supported and enabled.
    public static let ats = Self(rawValue: 1 << 3)
    /// Bit 4: PRS is supported and enabled.
    public static let prs = Self(rawValue: 1 << 4)

    static let reserved: UInt16 = 0xffe0
}
