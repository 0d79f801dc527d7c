/// A host's page size, and the only place where offsets are rounded to pages.
public struct PageSize: Equatable, Hashable, Comparable, Sendable {
    /// Bytes of a page.
    public let bytes: UInt64

    /// The three sizes that Linux hosts have, and that every plan is compared at.
    public static let standard = [size4K, size16K, size64K]
    /// 4 KiB: x86, most Arm.
    public static let size4K = PageSize(unchecked: 4096)
    /// 16 KiB: some Arm.
    public static let size16K = PageSize(unchecked: 16384)
    /// 64 KiB: Arm, POWER.
    public static let size64K = PageSize(unchecked: 65536)

    /// A power of two from 4 KiB to 64 KiB; nil for anything else.
    public init?(_ bytes: UInt64) {
        guard (4096...65536).contains(bytes), bytes.nonzeroBitCount == 1 else { return nil }
        self.bytes = bytes
    }

    private init(unchecked bytes: UInt64) { self.bytes = bytes }

    /// The start of the page that an offset is in.
    public func down(_ offset: UInt64) -> UInt64 { offset & ~(bytes - 1) }

    /// The next page start at or after an offset; offsets are below 2^63 plus a page.
    public func up(_ offset: UInt64) -> UInt64 { down(offset + (bytes - 1)) }

    /// The whole pages that a range touches; none for an empty one.
    public func touched(by range: ByteRange) -> ByteRange {
        range.isEmpty ? range : ByteRange(down(range.start), up(range.end))
    }

    /// Whether an offset is a page start.
    public func isAligned(_ offset: UInt64) -> Bool { offset & (bytes - 1) == 0 }

    /// Order of size.
    public static func < (left: Self, right: Self) -> Bool { left.bytes < right.bytes }
}
