import MappingPolicy

/// The `tdisp.*` rules in the dumbest way that can be right: each page under each unit and place.
///
/// It shares no code with the rules, knows no intervals, and speaks the names of
/// Fixtures/tdisp-examples.json.
struct NaiveModel {
    /// Of one page: what the places make of it, as `class(reason)`.
    typealias Page = Set<String>

    private let layout: RandomLayout

    init(_ layout: RandomLayout) { self.layout = layout }

    private typealias Range = RandomLayout.Range
    private typealias BAR = RandomLayout.BAR

    /// A range as bytes from the lowest first page of its BAR, and where that may lie.
    private enum Place {
        case at(lowest: Int128, choices: [Int])
        case nowhere(String)
    }

    /// The pages of a memory BAR; one class each, and the reasons that can stand for it.
    func pages(of bar: RandomLayout.BAR) -> [(kind: String, reasons: Set<String>)] {
        let count = Int(window(bar) / 4096)
        let all = { (kind: String, reason: String) in
            [(kind: String, reasons: Set<String>)](
                repeating: (kind, [reason]), count: count)
        }
        if bar.is64Bit, live.contains(where: { $0.id == UInt32(bar.index + 1) }) {
            return all("conflict", "range-id-upper-half")
        }
        let mine = ranges(of: bar)
        if mine.isEmpty {
            return (0..<count).map { unanimous([verdict(bar, page: $0, [], shift: 0)]) }
        }
        let candidates = units
        if candidates.hopeless.contains(bar.index) {
            return all("conflict", "ranges-do-not-fit-bar")
        }
        if candidates.units.isEmpty { return all("conflict", "unit-inconsistent") }
        var found = [Page](repeating: [], count: count)
        var failures: Set<String> = []
        var placed = 0
        for unit in candidates.units {
            switch place(mine, bar, unit) {
            case .nowhere(let reason): failures.insert(reason)
            case .at(let lowest, let choices):
                placed += 1
                for shift in choices {
                    let moved = mine.map { range in
                        (
                            start: Int((Int128(range.first) * Int128(unit) - lowest) / 4096)
                                + shift,
                            range: range
                        )
                    }
                    for page in 0..<count {
                        found[page].insert(verdict(bar, page: page, moved, shift: shift))
                    }
                }
            }
        }
        if placed == 0 { return (0..<count).map { _ in ("conflict", failures) } }
        if !failures.isEmpty { return all("undetermined", "placement-ambiguous") }
        return found.map(unanimous)
    }

    /// Whether a range of a BAR may change between shared and private.
    func isUpdatable(_ bar: RandomLayout.BAR) -> Bool {
        ranges(of: bar).contains { $0.attributes & 8 != 0 }
    }

    private func unanimous(_ page: Page) -> (kind: String, reasons: Set<String>) {
        let kinds = Set(page.map { String($0.prefix { $0 != "(" }) })
        if kinds.count == 1, let kind = kinds.first {
            return (kind, Set(page.map { String($0.dropFirst(kind.count + 1).dropLast()) }))
        }
        return ("undetermined", ["placement-ambiguous"])
    }

    // MARK: Ranges, units, places

    private var live: [Range] { layout.ranges.filter { $0.pages > 0 } }

    private func ranges(of bar: BAR) -> [Range] {
        bar.isMemory ? live.filter { $0.id == UInt32(bar.index) } : []
    }

    private func window(_ bar: BAR) -> Int { max(Int(bar.size), 4096) }

    private var units: (units: [Int], hopeless: Set<Int>) {
        switch layout.unit {
        case .page: return ([4096], [])
        case .address: return ([1], [])
        case .auto: break
        }
        var units: Set<Int> = [1, 4096]
        var hopeless: Set<Int> = []
        for bar in layout.bars where ranges(of: bar).count > 1 {
            let possible = Set([1, 4096].filter { fits(ranges(of: bar), bar, $0) })
            if possible.isEmpty {
                hopeless.insert(bar.index)
            } else {
                units.formIntersection(possible)
            }
        }
        if knowsOffset, units.count == 2 {
            let fitting = units.filter { unit in
                layout.bars.allSatisfy { bar in
                    let mine = ranges(of: bar)
                    if mine.isEmpty || hopeless.contains(bar.index) { return true }
                    if case .at = place(mine, bar, unit) { return true }
                    return false
                }
            }
            if fitting.count == 1 { units = fitting }
        }
        return (units.sorted(), hopeless)
    }

    private var knowsOffset: Bool {
        layout.offset != nil && (layout.placement == .known || layout.placement == .auto)
    }

    /// Every difference between two ranges is whole pages and within the BAR.
    private func fits(_ ranges: [Range], _ bar: BAR, _ unit: Int) -> Bool {
        for one in ranges {
            for other in ranges {
                let apart = (Int128(one.first) - Int128(other.first)) * Int128(unit)
                if apart % 4096 != 0 { return false }
                if apart + Int128(one.pages) * 4096 > Int128(window(bar)) { return false }
            }
        }
        return true
    }

    private func place(_ ranges: [Range], _ bar: BAR, _ unit: Int) -> Place {
        let limit = Int128(1) << 64
        let starts = ranges.map { Int128($0.first) * Int128(unit) }
        let ends = zip(starts, ranges).map { $0 + Int128($1.pages) * 4096 }
        guard let lowest = starts.min(), let highest = ends.max() else { return .nowhere("empty") }
        if highest > limit { return .nowhere("range-wraps") }
        let window = Int128(window(bar))
        let span = highest - lowest
        if span > window { return .nowhere("ranges-do-not-fit-bar") }
        var start: Int128?
        if layout.placement == .relative {
            start = 0
        } else if layout.placement == .barAlign {
            start = lowest % window
        } else if let offset = layout.offset {
            let physical = lowest - Int128(offset)
            if physical < 0 || physical >= limit { return .nowhere("offset-out-of-range") }
            let relative = physical - Int128(bar.start)
            if relative < 0 || relative >= window { return .nowhere("range-outside-bar") }
            start = relative
        }
        if let start, start % 4096 != 0 { return .nowhere("not-4k-aligned") }
        if let start, start + span > window { return .nowhere("range-crosses-bar-end") }
        if starts.contains(where: { ($0 - lowest) % 4096 != 0 }) {
            return .nowhere("not-4k-aligned")
        }
        let last = Int(window - span) / 4096
        let choices = start.map { [Int($0 / 4096)] } ?? Array(0...last)
        return .at(lowest: lowest, choices: choices)
    }

    // MARK: One page

    private func meets(_ start: Int, _ count: Int, _ structure: Swift.Range<Int>?) -> Bool {
        guard let structure else { return false }
        return start * 4096 < structure.upperBound
            && structure.lowerBound < (start + count) * 4096
    }

    private func structure(_ bar: BAR, table: Bool) -> Swift.Range<Int>? {
        guard case .present(let entries, let tablePlace, let pbaPlace) = layout.msix else {
            return nil
        }
        let place = table ? tablePlace : pbaPlace
        guard place.bar == bar.index, place.offset < bar.size else { return nil }
        let count = table ? 16 * entries : 8 * ((entries + 63) / 64)
        return Int(place.offset)..<min(Int(place.offset) + count, Int(bar.size))
    }

    private func verdict(
        _ bar: BAR, page: Int, _ moved: [(start: Int, range: Range)], shift: Int
    ) -> String {
        let table = structure(bar, table: true)
        let pba = structure(bar, table: false)
        let hasTable = meets(page, 1, table)
        let hasPBA = meets(page, 1, pba)
        let trapsPBA = layout.pba == .trap
        let covering = moved.filter { $0.start <= page && page < $0.start + Int($0.range.pages) }
        guard let attributes = covering.first?.range.attributes else {
            guard hasTable || hasPBA && trapsPBA else { return "uncovered(no-range)" }
            let isTold = live.contains { $0.attributes & 1 != 0 }
            return layout.control != 0 && !isTold
                ? "undetermined(msix-lock-ambiguous)" : "trap(msix)"
        }
        if covering.contains(where: { $0.range.attributes != attributes }) {
            return "conflict(overlap-different-attributes)"
        }
        let isNonTEE = attributes & 4 != 0
        let isUpdatable = attributes & 8 != 0
        if attributes & 3 != 0 {
            if case .absent = layout.msix { return "conflict(msix-flag-without-capability)" }
            if case .present = layout.msix {
                for (start, range) in covering {
                    let count = Int(range.pages)
                    if attributes & 1 != 0, !meets(start, count, table) {
                        return "conflict(msix-flag-mismatch)"
                    }
                    if attributes & 2 != 0, !meets(start, count, pba) {
                        return "conflict(msix-flag-mismatch)"
                    }
                }
            }
            if isNonTEE { return "conflict(msix-locked-but-non-tee)" }
            return isUpdatable ? "conflict(msix-locked-but-updatable)" : "private(msix-locked)"
        }
        if hasTable, !isNonTEE { return "conflict(msix-table-in-tee-range)" }
        if hasPBA, !isNonTEE, !isUpdatable { return "conflict(msix-pba-in-tee-range)" }
        if isUpdatable { return "undetermined(updatable)" }
        if !isNonTEE { return "private(tee-memory)" }
        return hasTable || hasPBA && trapsPBA ? "trap(msix)" : "shareable(non-tee)"
    }

    // MARK: MSI-X bytes

    /// Where structures start and end.
    func boundaries(_ bar: RandomLayout.BAR) -> Set<Int> {
        let both = [structure(bar, table: true), structure(bar, table: false)].compactMap { $0 }
        return Set(both.flatMap { [$0.lowerBound, $0.upperBound] })
    }

    /// Whether a byte belongs to a structure that is emulated.
    func isEmulated(_ bar: RandomLayout.BAR, _ offset: Int) -> Bool {
        if structure(bar, table: true)?.contains(offset) ?? false { return true }
        return layout.pba == .trap && structure(bar, table: false)?.contains(offset) ?? false
    }
}
