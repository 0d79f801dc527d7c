import TDISP

/// What a page has of ranges.
enum Coverage {
    /// No range covers it.
    case none
    /// Ranges with these attributes cover it: the first of them to end, the last to start.
    case same(RangeAttributes, firstEnd: Int, lastStart: Int)
    /// Ranges with different attributes cover it.
    case different
}

/// A run of pages with equal coverage, gaps included.
struct CoverageRun {
    /// Pages, counted from the start of the lowest range.
    let start: Int
    let end: Int
    let coverage: Coverage
}

extension PlacedRanges {
    /// The runs, ascending, and none before the first and behind the last range.
    ///
    /// - Parameter pages: how far the gaps before and behind go, in pages.
    func runs(within pages: Int) -> [CoverageRun] {
        let boundaries = Set(members.flatMap { [$0.start, $0.end] }).sorted()
        guard let first = boundaries.first, let last = boundaries.last else {
            return [CoverageRun(start: 0, end: pages, coverage: .none)]
        }
        var runs = [CoverageRun(start: first - pages, end: first, coverage: .none)]
        runs.reserveCapacity(boundaries.count + 1)
        var active: [Member] = []
        var next = 0
        for (start, end) in zip(boundaries, boundaries.dropFirst()) {
            active.removeAll { $0.end <= start }
            while next < members.count, members[next].start == start {
                active.append(members[next])
                next += 1
            }
            runs.append(CoverageRun(start: start, end: end, coverage: Coverage(active)))
        }
        runs.append(CoverageRun(start: last, end: last + pages, coverage: .none))
        return runs
    }

    /// Whether two ranges have a page in common.
    var overlap: Bool {
        var reached = Int.min
        return members.contains { member in
            defer { reached = max(reached, member.end) }
            return member.start < reached
        }
    }
}

extension Coverage {
    fileprivate init(_ active: [PlacedRanges.Member]) {
        guard let first = active.first else {
            self = .none
            return
        }
        var firstEnd = first.end
        var lastStart = first.start
        for member in active.dropFirst() {
            guard member.attributes == first.attributes else {
                self = .different
                return
            }
            firstEnd = min(firstEnd, member.end)
            lastStart = max(lastStart, member.start)
        }
        self = .same(first.attributes, firstEnd: firstEnd, lastStart: lastStart)
    }
}
