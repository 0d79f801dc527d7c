import TDISP

/// The pages of one BAR under every place that is possible for its ranges.
///
/// A run of pages `[a,b)` that may be shifted by any of `[s,t]` can lie on each page of
/// `[a+s,b+t)`. So a BAR of any size and any number of places takes time by its ranges alone.
struct PageClassifier {
    private let rules: PageRules
    private let table: Range<Int>
    private let pba: Range<Int>
    private let pages: Int
    private var changes: [(page: Int, verdict: PageVerdict, count: Int)] = []

    /// - Parameters:
    ///   - rules: the facts.
    ///   - table: bytes of the MSI-X table in this BAR, nil for none.
    ///   - pba: bytes of the PBA in this BAR, nil for none.
    ///   - window: bytes of the BAR in whole pages.
    init(_ rules: PageRules, table: ByteRange?, pba: ByteRange?, window: UInt64) {
        self.rules = rules
        self.table = Self.pages(table)
        self.pba = Self.pages(pba)
        pages = Int(window / 4096)
    }

    private static func pages(_ bytes: ByteRange?) -> Range<Int> {
        guard let bytes else { return 0..<0 }
        let touched = PageSize.size4K.touched(by: bytes)
        return Int(touched.start / 4096)..<Int(touched.end / 4096)
    }

    /// Adds ranges at their possible places.
    mutating func add(_ ranges: PlacedRanges) {
        let shifts = ranges.shifts
        for run in ranges.runs(within: pages) {
            guard case .same(let attributes, let firstEnd, let lastStart) = run.coverage,
                attributes.isMSIX
            else {
                add(run, shifts, flagsHold: true)
                continue
            }
            // Whether a flagged range meets its structure depends on its place.
            var good = shifts
            if attributes.contains(.msixTable) {
                good = good.cut(to: Self.shifts(table, firstEnd: firstEnd, lastStart))
            }
            if attributes.contains(.msixPBA) {
                good = good.cut(to: Self.shifts(pba, firstEnd: firstEnd, lastStart))
            }
            add(run, shifts.lowerBound..<good.lowerBound, flagsHold: false)
            add(run, good, flagsHold: true)
            add(run, good.upperBound..<shifts.upperBound, flagsHold: false)
        }
    }

    /// The shifts at which a structure is met by the first range to end and the last to start,
    /// and so by all of a run.
    private static func shifts(_ structure: Range<Int>, firstEnd: Int, _ lastStart: Int)
        -> Range<Int>
    {
        if structure.isEmpty { return 0..<0 }
        let lowest = structure.lowerBound - firstEnd + 1
        return lowest..<max(lowest, structure.upperBound - lastStart)
    }

    private mutating func add(_ run: CoverageRun, _ shifts: Range<Int>, flagsHold: Bool) {
        guard !shifts.isEmpty else { return }
        let reach = (run.start + shifts.lowerBound)..<(run.end + shifts.upperBound - 1)
        let whole = (0..<pages).cut(to: reach)
        var cuts = [table.lowerBound, table.upperBound, pba.lowerBound, pba.upperBound]
        cuts = cuts.filter { whole.lowerBound < $0 && $0 < whole.upperBound }.sorted()
        var start = whole.lowerBound
        for end in cuts + [whole.upperBound] where start < end {
            let verdict = rules.verdict(
                run.coverage, table: table.contains(start), pba: pba.contains(start),
                flagsHold: flagsHold)
            changes.append((start, verdict, 1))
            changes.append((end, verdict, -1))
            start = end
        }
    }

    /// The verdicts of which every place is one; where places differ, the class is unknown.
    ///
    /// - Parameter size: bytes of the BAR, where the layer ends.
    func layer(size: UInt64) -> Layer {
        var layer = Layer.silent
        var present: [PageVerdict: Int] = [:]
        var start = 0
        for change in changes.sorted(by: { $0.page < $1.page }) {
            if change.page > start {
                let bytes = ByteRange(UInt64(start) * 4096, UInt64(change.page) * 4096)
                if let verdict = Self.unanimous(present) {
                    layer.append(Extent(bytes.intersection(ByteRange(0, size)), verdict))
                }
                start = change.page
            }
            let count = present[change.verdict, default: 0] + change.count
            present[change.verdict] = count == 0 ? nil : count
        }
        return layer
    }

    /// What all places say; nil where none of them objects.
    private static func unanimous(_ present: [PageVerdict: Int]) -> Verdict? {
        let ambiguous = Verdict(.unknown, .tdispPlacementAmbiguous)
        guard let one = present.keys.min(by: { $0.rule < $1.rule }),
            present.keys.allSatisfy({ $0.kind == one.kind })
        else { return ambiguous }
        return one.verdict
    }
}

extension Range<Int> {
    /// What is in both; where nothing is, an empty range that lies in this one.
    fileprivate func cut(to other: Self) -> Self {
        let start = Swift.min(Swift.max(lowerBound, other.lowerBound), upperBound)
        return start..<Swift.max(start, Swift.min(upperBound, other.upperBound))
    }
}
