import TDISP

/// What a range's first page is given in, once decided.
enum RangeUnit: UInt64, CaseIterable {
    case address = 1
    case page = 4096

    /// The byte address in a report; up to 76 bits.
    func bytes(_ firstPage: UInt64) -> UInt128 {
        UInt128(firstPage) * UInt128(rawValue)
    }

    /// The end of a range, in bytes.
    func end(_ range: MMIORange) -> UInt128 {
        bytes(range.firstPage) + UInt128(range.pages) * 4096
    }
}

/// The units that a report can be in, by the distances of its ranges in each BAR (Rules.md,
/// "TDISP: unit").
struct UnitCandidates {
    /// The units to try, none when the BARs contradict each other.
    private(set) var units: [RangeUnit]
    /// BARs whose ranges fit in no unit.
    private(set) var hopeless: Set<Int> = []

    init(_ choice: TDISPInputs.Unit, _ targets: [RangeTarget]) {
        switch choice {
        case .page: units = [.page]
        case .address: units = [.address]
        case .auto:
            units = RangeUnit.allCases
            // One range has no distance to another, and says nothing about the unit.
            for target in targets where target.ranges.count >= 2 {
                let possible = RangeUnit.allCases.filter { target.allows($0) }
                if possible.isEmpty {
                    hopeless.insert(target.bar)
                } else {
                    units.removeAll { !possible.contains($0) }
                }
            }
        }
    }
}

extension RangeTarget {
    /// Whether all distances are whole pages, and the ranges not farther apart than the BAR.
    fileprivate func allows(_ unit: RangeUnit) -> Bool {
        let starts = ranges.map { unit.bytes($0.firstPage) }
        guard let lowest = starts.min(), let end = ranges.map(unit.end).max() else { return true }
        return end - lowest <= UInt128(window)
            && starts.allSatisfy { ($0 - lowest).isMultiple(of: 4096) }
    }
}
