/// What one family of rules says about a BAR: sorted, disjoint extents, gaps where it is silent.
///
/// Layers are combined two by two; at each byte the lesser verdict wins. That is a minimum, so
/// the order in which layers are combined cannot matter.
struct Layer: Equatable {
    private(set) var extents: [Extent]

    static let silent = Layer(extents: [])

    private init(extents: [Extent]) { self.extents = extents }

    /// One verdict on one range; silent when the range is empty.
    init(_ range: ByteRange, _ verdict: Verdict) {
        extents = range.isEmpty ? [] : [Extent(range, verdict)]
    }

    /// Adds an extent behind the last one, merged with it when it only goes on.
    mutating func append(_ extent: Extent) {
        guard !extent.range.isEmpty else { return }
        if let last = extents.last, last.range.end == extent.range.start,
            last.verdict == extent.verdict, last.sharesWith == extent.sharesWith
        {
            extents[extents.count - 1].range = ByteRange(last.range.start, extent.range.end)
        } else {
            extents.append(extent)
        }
    }

    /// Both layers' verdicts, the lesser one where both speak.
    ///
    /// Linear in the extents of both.
    func overlaid(with other: Layer) -> Layer {
        if other.extents.isEmpty { return self }
        if extents.isEmpty { return other }
        var result = Layer.silent
        result.extents.reserveCapacity(extents.count + 2 * other.extents.count)
        var left = Cursor(extents)
        var right = Cursor(other.extents)
        var position: UInt64 = 0
        while true {
            let next = min(left.boundary(after: position), right.boundary(after: position))
            if next == .max { break }
            let range = ByteRange(position, next)
            switch (left.verdict(at: position), right.verdict(at: position)) {
            case (let mine?, let theirs?): result.append(Extent(range, min(mine, theirs)))
            case (let one?, nil), (nil, let one?): result.append(Extent(range, one))
            case (nil, nil): break
            }
            position = next
        }
        return result
    }
}

/// Walks a layer's extents in step with ascending positions.
private struct Cursor {
    private let extents: [Extent]
    private var index = 0

    init(_ extents: [Extent]) { self.extents = extents }

    /// The next start or end of an extent behind a position; the largest number behind the
    /// last one, as BARs end at 2^63.
    mutating func boundary(after position: UInt64) -> UInt64 {
        while index < extents.count, extents[index].range.end <= position { index += 1 }
        guard index < extents.count else { return .max }
        let range = extents[index].range
        return range.start > position ? range.start : range.end
    }

    /// The verdict at a position that `boundary` was just asked about.
    func verdict(at position: UInt64) -> Verdict? {
        guard index < extents.count, extents[index].range.start <= position else { return nil }
        return extents[index].verdict
    }
}

extension Layer {
    /// One verdict on the union of ranges, in any order; another one, if given, on what is left
    /// of a whole.
    init(
        _ ranges: [ByteRange], _ verdict: Verdict,
        elsewhere: (whole: ByteRange, verdict: Verdict)? = nil
    ) {
        self = .silent
        var position: UInt64 = elsewhere?.whole.start ?? 0
        for range in ranges.sorted(by: { $0.start < $1.start }) where !range.isEmpty {
            if let elsewhere {
                append(Extent(ByteRange(position, range.start), elsewhere.verdict))
            }
            append(Extent(ByteRange(max(range.start, position), range.end), verdict))
            position = max(position, range.end)
        }
        if let elsewhere {
            append(Extent(ByteRange(position, elsewhere.whole.end), elsewhere.verdict))
        }
    }
}
