import PCISnapshot

/// A DEVICE_INTERFACE_REPORT: what a locked TDI says about itself and its MMIO.
///
/// Source: PCIe 6.0, 11.3.11, TDI report structure. Everything is little endian. The bytes are
/// the device's word: what is impossible is an error, what is odd is a warning.
public struct InterfaceReport: Equatable, Sendable {
    /// Bytes 1:0, INTERFACE_INFO.
    public let info: InterfaceInfo
    /// Bytes 5:4, MSI_X_MESSAGE_CONTROL; clear without MSI-X or when its table is not locked.
    public let msixMessageControl: UInt16
    /// Bytes 7:6, LNR_CONTROL; lightweight notification is deprecated since PCIe 6.0.
    public let lnrControl: UInt16
    /// Bytes 11:8, TPH_CONTROL; clear without TPH or when the MSI-X table is not locked.
    public let tphControl: UInt32
    /// From byte 16, as many as bytes 15:12, MMIO_RANGE_COUNT, say; empty ones included.
    public let ranges: [MMIORange]
    /// Behind the ranges, DEVICE_SPECIFIC_INFO: the bytes there are; nil without its length.
    public let deviceInfo: [UInt8]?
    /// What is odd, in the order of the bytes.
    public let warnings: [ReportWarning]

    static let headerSize = 16
    static let rangeSize = 16

    /// Where DEVICE_SPECIFIC_INFO_LEN is, behind the ranges; the report may end before it.
    public var footerOffset: Int { Self.headerSize + Self.rangeSize * ranges.count }

    /// The report in these bytes.
    ///
    /// - Throws: `truncated-header`, `truncated-ranges`.
    public init(_ bytes: [UInt8]) throws(ReportError) {
        let ranges = try Self.rangeCount(bytes)
        do {
            self = try Self(ByteReader(bytes), ranges: ranges)
        } catch {
            // Not reached: what the reader is asked for lies before the checked end.
            throw ReportError(
                .truncatedHeader, at: 0, expected: "a report", found: error.description)
        }
    }

    /// MMIO_RANGE_COUNT, proved to fit into the bytes.
    private static func rangeCount(_ bytes: [UInt8]) throws(ReportError) -> Int {
        guard bytes.count >= headerSize, let count = try? ByteReader(bytes).u32(12, "ranges")
        else {
            throw ReportError(
                .truncatedHeader, at: bytes.count, expected: "16 bytes before the ranges",
                found: "\(bytes.count)")
        }
        // Compared in this form, no product of hostile values can overflow.
        let room = (bytes.count - headerSize) / rangeSize
        guard let fitting = Int(exactly: count), fitting <= room else {
            throw ReportError(
                .truncatedRanges, at: headerSize, expected: "\(count) ranges of 16 bytes",
                found: "\(bytes.count - headerSize) bytes")
        }
        return fitting
    }

    private init(_ reader: ByteReader, ranges count: Int) throws(DecodeError) {
        var warnings: [ReportWarning] = []
        let word = try reader.u16(0, "INTERFACE_INFO")
        if word & InterfaceInfo.reserved != 0 {
            let bits = UInt64(word & InterfaceInfo.reserved)
            warnings.append(ReportWarning(.reservedBits, at: 0, value: bits))
        }
        info = InterfaceInfo(rawValue: word & ~InterfaceInfo.reserved)
        let reserved = try reader.u16(2, "reserved")
        if reserved != 0 {
            warnings.append(ReportWarning(.reservedBits, at: 2, value: UInt64(reserved)))
        }
        msixMessageControl = try reader.u16(4, "MSI_X_MESSAGE_CONTROL")
        lnrControl = try reader.u16(6, "LNR_CONTROL")
        tphControl = try reader.u32(8, "TPH_CONTROL")
        var ranges: [MMIORange] = []
        ranges.reserveCapacity(count)
        for index in 0..<count {
            ranges.append(try MMIORange(reader, index: index, &warnings))
        }
        self.ranges = ranges
        let footer = Self.headerSize + Self.rangeSize * count
        deviceInfo = try Self.deviceInfo(reader, at: footer, &warnings)
        self.warnings = warnings
    }
}
