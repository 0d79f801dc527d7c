/// Bytes of which perhaps only some dwords were read, as of configuration space.
///
/// What was not read is never handed out: it would look like zeros.
public struct PartialBytes: Equatable, Sendable {
    private var bytes: [UInt8]
    private var readDwords: [Bool]?  // nil for all of them

    /// Bytes that were all read.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// So many bytes, a multiple of 4, of which none was read yet.
    public init(unread count: Int) {
        bytes = [UInt8](repeating: 0, count: count)
        readDwords = [Bool](repeating: false, count: count / 4)
    }

    /// How many bytes there are, read or not.
    public var count: Int { bytes.count }

    /// All bytes; nil when some were not read.
    public var whole: [UInt8]? { readDwords == nil ? bytes : nil }

    /// The bytes before the first that was not read.
    public var leading: [UInt8] {
        guard let readDwords, let first = readDwords.firstIndex(of: false) else { return bytes }
        return Array(bytes[..<(4 * first)])
    }

    /// One byte.
    ///
    /// - Precondition: it was read.
    public subscript(offset: Int) -> UInt8 {
        precondition(isRead(offset..<offset + 1), "bytes that nobody read")
        return bytes[offset]
    }

    /// Whether all bytes of a range are there and were read.
    public func isRead(_ range: Range<Int>) -> Bool {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return false }
        guard let readDwords else { return true }
        return range.isEmpty
            || readDwords[range.lowerBound / 4...(range.upperBound - 1) / 4].allSatisfy { $0 }
    }

    /// The runs of dwords of a range, rounded outwards, that are there and were not read.
    public func unread(in range: Range<Int>) -> [Range<Int>] {
        guard let readDwords, range.lowerBound >= 0 else { return [] }
        var runs: [Range<Int>] = []
        let end = min((range.upperBound + 3) / 4, readDwords.count)
        for index in stride(from: range.lowerBound / 4, to: end, by: 1) where !readDwords[index] {
            let dword = 4 * index..<4 * index + 4
            if let last = runs.last, last.upperBound == dword.lowerBound {
                runs[runs.count - 1] = last.lowerBound..<dword.upperBound
            } else {
                runs.append(dword)
            }
        }
        return runs
    }

    /// Takes what was read at an offset, whole dwords of those that there are.
    public mutating func fill(_ offset: Int, with read: [UInt8]) {
        bytes.replaceSubrange(offset..<offset + read.count, with: read)
        guard var dwords = readDwords else { return }
        for index in offset / 4..<(offset + read.count) / 4 { dwords[index] = true }
        readDwords = dwords.contains(false) ? dwords : nil
    }

    /// The first so many bytes, a multiple of 4; all where there are fewer.
    public func prefix(_ count: Int) -> PartialBytes {
        var first = PartialBytes(Array(bytes.prefix(count)))
        if let readDwords, readDwords.prefix(count / 4).contains(false) {
            first.readDwords = Array(readDwords.prefix(count / 4))
        }
        return first
    }
}
