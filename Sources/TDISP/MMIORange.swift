/// One MMIO range of a report, as told: nothing is compared with a BAR here.
///
/// Source: PCIe 6.0, 11.3.11, TDISP MMIO range.
public struct MMIORange: Equatable, Sendable {
    /// Its place in the report, from 0.
    public let index: Int
    /// Bytes 7:0, "first 4K page with offset added"; a page number or a byte address, the
    /// specification can be read both ways.
    public let firstPage: UInt64
    /// Bytes 11:8, how many pages of 4 KiB; a range of none is ignored.
    public let pages: UInt32
    /// Bits 3:0 of bytes 15:12.
    public let attributes: RangeAttributes
    /// Bits 31:16 of bytes 15:12, RANGE_ID: 0 to 5 name a BAR, 6 and 7 are other BAR equivalent
    /// indicators, what is above is the device's own.
    public let id: UInt16

    /// A range, memberwise.
    public init(
        index: Int, firstPage: UInt64, pages: UInt32, attributes: RangeAttributes, id: UInt16
    ) {
        self.index = index
        self.firstPage = firstPage
        self.pages = pages
        self.attributes = attributes
        self.id = id
    }
}

/// The attribute bits of an MMIO range; bits 15:4 are reserved.
///
/// Source: PCIe 6.0, 11.3.11, TDISP MMIO range.
public struct RangeAttributes: OptionSet, Hashable, Sendable {
    /// The known bits; reserved ones are masked and told as a warning.
    public let rawValue: UInt8

    /// Attributes with exactly these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Bit 0: the range maps the MSI-X table, which is locked.
    public static let msixTable = Self(rawValue: 1 << 0)
    /// Bit 1: the range maps the MSI-X PBA, which is locked.
    public static let msixPBA = Self(rawValue: 1 << 1)
    /// Bit 2, IS_NON_TEE_MEM: the range is not TEE memory; for updatable ranges the value at
    /// the time of the lock.
    public static let nonTEE = Self(rawValue: 1 << 2)
    /// Bit 3, IS_MEM_ATTR_UPDATABLE: SET_MMIO_ATTRIBUTE may change bit 2 (11.3.21).
    public static let updatable = Self(rawValue: 1 << 3)

    static let reserved: UInt32 = 0xfff0

    /// Whether the range claims to hold a locked MSI-X structure.
    public var isMSIX: Bool { !isDisjoint(with: [.msixTable, .msixPBA]) }
}
