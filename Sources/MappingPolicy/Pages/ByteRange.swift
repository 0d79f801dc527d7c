/// A half-open range of byte offsets, `[start,end)`.
public struct ByteRange: Equatable, Hashable, Sendable {
    /// First offset in the range.
    public let start: UInt64
    /// First offset behind it; never below `start`.
    public let end: UInt64

    /// The range between two offsets; an end before the start makes it empty.
    public init(_ start: UInt64, _ end: UInt64) {
        self.start = start
        self.end = max(start, end)
    }

    /// The range of `count` bytes from an offset, cut where 64 bits end.
    public init(start: UInt64, count: UInt64) {
        let (end, overflow) = start.addingReportingOverflow(count)
        self.init(start, overflow ? .max : end)
    }

    /// Bytes in it.
    public var count: UInt64 { end - start }

    /// Whether it holds no byte.
    public var isEmpty: Bool { start == end }

    /// The bytes that are in both; empty when there are none.
    public func intersection(_ other: ByteRange) -> ByteRange {
        ByteRange(max(start, other.start), min(end, other.end))
    }

    /// Whether some byte is in both.
    public func overlaps(_ other: ByteRange) -> Bool {
        max(start, other.start) < min(end, other.end)
    }

    /// Whether every byte of the other is in this one.
    public func contains(_ other: ByteRange) -> Bool {
        other.isEmpty || start <= other.start && other.end <= end
    }

    /// What is left of this range without another: at most one piece on each side.
    public func subtracting(_ other: ByteRange) -> [ByteRange] {
        guard overlaps(other) else { return isEmpty ? [] : [self] }
        return [ByteRange(start, other.start), ByteRange(other.end, end)].filter { !$0.isEmpty }
    }
}
