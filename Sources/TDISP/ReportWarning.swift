/// Something in a report that is wrong, but does not keep it from being read.
public struct ReportWarning: Equatable, Sendable, CustomStringConvertible {
    /// What is wrong, by the name that output and documents use.
    public enum Name: String, CaseIterable, Sendable {
        /// Bits are set that the specification reserves; they are ignored.
        case reservedBits = "reserved-bits"
        /// A range of no pages; it is ignored.
        case zeroPages = "zero-pages"
        /// The report ends behind the ranges, without DEVICE_SPECIFIC_INFO_LEN.
        case noDeviceInfoFooter = "no-device-info-footer"
        /// The report ends inside DEVICE_SPECIFIC_INFO_LEN.
        case truncatedFooter = "truncated-footer"
        /// DEVICE_SPECIFIC_INFO is shorter than its length says.
        case truncatedDeviceInfo = "truncated-device-info"
        /// There are bytes behind the report.
        case trailingBytes = "trailing-bytes"
    }

    /// What is wrong.
    public let name: Name
    /// Which range it is about, nil when it is about none.
    public let range: Int?
    /// Where, in bytes from the start of the report.
    public let offset: Int
    /// The reserved bits that are set, or the number of bytes that are there; 0 for others.
    public let value: UInt64

    init(_ name: Name, range: Int? = nil, at offset: Int, value: UInt64 = 0) {
        self.name = name
        self.range = range
        self.offset = offset
        self.value = value
    }

    /// The name, and the range if it is about one: `zero-pages range 0`.
    public var label: String {
        name.rawValue + (range.map { " range \($0)" } ?? "")
    }

    /// One line: what is wrong and where.
    public var description: String {
        let place = "\(label) at \(Number.hex(offset))"
        return switch name {
        case .reservedBits: place + ": \(Number.hex(value)) is set and ignored"
        case .zeroPages: place + ": the range is ignored"
        case .noDeviceInfoFooter: place + ": the report ends here"
        case .truncatedFooter: place + ": \(value) of 4 bytes are there"
        case .truncatedDeviceInfo: place + ": only \(value) bytes are there"
        case .trailingBytes: place + ": \(value) bytes are not part of the report"
        }
    }
}
