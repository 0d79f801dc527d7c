/// The one reader of device, kernel and file bytes: little endian, and never past the end.
///
/// Every decoder reads through this type, so a bound is checked in exactly one place. `Int` has 64
/// bits: what was read as 32 fits, and so do the sums of a few of them.
public struct ByteReader: Sendable {
    /// What is read from.
    public let bytes: [UInt8]

    /// A reader of these bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// How many bytes there are.
    public var count: Int { bytes.count }

    /// One byte at an offset.
    public func u8(_ offset: Int, _ field: StaticString) throws(DecodeError) -> UInt8 {
        try check(offset, 1, field)
        return bytes[offset]
    }

    /// Two bytes at an offset.
    public func u16(_ offset: Int, _ field: StaticString) throws(DecodeError) -> UInt16 {
        try check(offset, 2, field)
        return UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
    }

    /// Four bytes at an offset.
    public func u32(_ offset: Int, _ field: StaticString) throws(DecodeError) -> UInt32 {
        try check(offset, 4, field)
        return UInt32(bytes[offset]) | UInt32(bytes[offset + 1]) << 8
            | UInt32(bytes[offset + 2]) << 16 | UInt32(bytes[offset + 3]) << 24
    }

    /// Eight bytes at an offset.
    public func u64(_ offset: Int, _ field: StaticString) throws(DecodeError) -> UInt64 {
        let low = try u32(offset, field)
        let high = try u32(offset + 4, field)
        return UInt64(low) | UInt64(high) << 32
    }

    private func check(_ offset: Int, _ size: Int, _ field: StaticString) throws(DecodeError) {
        // Written so that no sum of hostile values can overflow.
        guard offset >= 0, size <= bytes.count, offset <= bytes.count - size else {
            throw .outOfBounds(
                field: "\(field)", offset: offset, needed: size, available: bytes.count)
        }
    }
}
