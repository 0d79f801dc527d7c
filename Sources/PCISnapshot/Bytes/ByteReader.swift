/// The one reader of device, kernel and file bytes: little endian, and never past the end.
///
/// Every decoder reads through this type, so a bound is checked in exactly one place. `Int` has 64
/// bits: what was read as 32 fits, and so do the sums of a few of them.
public struct ByteReader: Sendable {
    private let source: PartialBytes

    /// A reader of these bytes.
    public init(_ bytes: [UInt8]) { source = PartialBytes(bytes) }

    /// A reader of bytes that perhaps were not all read: those are an error, not zeros.
    public init(_ bytes: PartialBytes) { source = bytes }

    /// What is read from, as far as it is known.
    public var bytes: [UInt8] { source.leading }

    /// How many bytes there are.
    public var count: Int { source.count }

    /// A reader of the first so many bytes.
    public func prefix(_ count: Int) -> ByteReader { ByteReader(source.prefix(count)) }

    /// One byte at an offset.
    public func u8(_ offset: Int, _ field: StaticString) throws(DecodeError) -> UInt8 {
        try check(offset, 1, field)
        return source[offset]
    }

    /// Two bytes at an offset.
    public func u16(_ offset: Int, _ field: StaticString) throws(DecodeError) -> UInt16 {
        try check(offset, 2, field)
        return UInt16(source[offset]) | UInt16(source[offset + 1]) << 8
    }

    /// Four bytes at an offset.
    public func u32(_ offset: Int, _ field: StaticString) throws(DecodeError) -> UInt32 {
        try check(offset, 4, field)
        return UInt32(source[offset]) | UInt32(source[offset + 1]) << 8
            | UInt32(source[offset + 2]) << 16 | UInt32(source[offset + 3]) << 24
    }

    /// Eight bytes at an offset.
    public func u64(_ offset: Int, _ field: StaticString) throws(DecodeError) -> UInt64 {
        let low = try u32(offset, field)
        let high = try u32(offset + 4, field)
        return UInt64(low) | UInt64(high) << 32
    }

    private func check(_ offset: Int, _ size: Int, _ field: StaticString) throws(DecodeError) {
        // Written so that no sum of hostile values can overflow.
        guard offset >= 0, size <= count, offset <= count - size else {
            throw .outOfBounds(field: "\(field)", offset: offset, needed: size, available: count)
        }
        guard source.isRead(offset..<offset + size) else {
            throw .notRead(field: "\(field)", offset: offset, needed: size)
        }
    }
}
