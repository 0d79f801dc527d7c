import TDISP

/// A memory BAR and the ranges that name it.
struct RangeTarget {
    let bar: Int
    let ranges: [MMIORange]
    /// Bytes of the BAR.
    let size: UInt64
    /// Its PCI bus address.
    let busAddress: UInt64

    /// Bytes of the BAR in whole pages of 4 KiB: reports know no smaller ones.
    var window: UInt64 { Self.window(size) }

    static func window(_ size: UInt64) -> UInt64 { PageSize.size4K.up(max(size, 4096)) }
}

/// Ranges of one BAR at the places that are possible for them, in pages of 4 KiB.
struct PlacedRanges {
    /// A range; pages are counted from the start of the lowest one.
    struct Member {
        let start: Int
        let end: Int
        let attributes: RangeAttributes
    }

    /// By their start.
    let members: [Member]
    /// The pages of the BAR that the lowest range may start at, never none.
    let shifts: Range<Int>

    /// No range at all.
    static let none = PlacedRanges(members: [], shifts: 0..<1)
}

/// Where the ranges of a BAR lie (Rules.md, "TDISP: placement").
struct RangePlacement {
    let placement: TDISPInputs.Placement
    let offset: Int64?

    /// The places in one unit, or the contradiction; the BAR has at least one range.
    func place(_ target: RangeTarget, _ unit: RangeUnit) -> Result<PlacedRanges, Contradiction> {
        let starts = target.ranges.map { unit.bytes($0.firstPage) }
        let ends = target.ranges.map(unit.end)
        guard let lowest = starts.min(), let highest = ends.max() else { return .success(.none) }
        let limit = UInt128(1) << 64
        if highest > limit { return .failure(Contradiction(.tdispRangeWraps)) }
        let window = UInt128(target.window)
        let span = highest - lowest
        if span > window { return .failure(Contradiction(.tdispRangesDoNotFitBAR)) }
        let shifts: Range<Int>
        switch start(of: lowest, target) {
        case .failure(let contradiction): return .failure(contradiction)
        case .success(nil): shifts = 0..<Int((window - span) / 4096) + 1
        case .success(let start?):
            guard start.isMultiple(of: 4096) else {
                return .failure(Contradiction(.tdispNot4KAligned))
            }
            guard start + span <= window else {
                return .failure(Contradiction(.tdispRangeCrossesBAREnd))
            }
            shifts = Int(start / 4096)..<Int(start / 4096) + 1
        }
        guard starts.allSatisfy({ ($0 - lowest).isMultiple(of: 4096) }) else {
            return .failure(Contradiction(.tdispNot4KAligned))
        }
        let members = target.ranges.indices.map { index in
            PlacedRanges.Member(
                start: Int((starts[index] - lowest) / 4096),
                end: Int((ends[index] - lowest) / 4096),
                attributes: target.ranges[index].attributes)
        }
        return .success(
            PlacedRanges(members: members.sorted { $0.start < $1.start }, shifts: shifts))
    }

    /// The BAR offset of the lowest range; nil when it may be anywhere.
    private func start(of lowest: UInt128, _ target: RangeTarget)
        -> Result<UInt128?, Contradiction>
    {
        switch placement {
        case .relative: return .success(0)
        case .barAlign:
            // The hardware's BARs are powers of two, whatever a driver makes of them.
            let mask = UInt128(target.window).nextPowerOfTwo - 1
            return .success(lowest & mask)
        case .auto, .known:
            guard let offset else { return .success(nil) }
            let address = Int128(lowest) - Int128(offset)
            guard address >= 0, address < Int128(1) << 64 else {
                return .failure(Contradiction(.tdispOffsetOutOfRange))
            }
            let start = address - Int128(target.busAddress)
            guard start >= 0, start < Int128(target.window) else {
                return .failure(Contradiction(.tdispRangeOutsideBAR))
            }
            return .success(UInt128(start))
        }
    }
}

/// Why ranges cannot be placed.
struct Contradiction: Error {
    let rule: Rule

    init(_ rule: Rule) { self.rule = rule }
}

extension UInt128 {
    /// The least power of two that is not below it; it is at most 2^64.
    fileprivate var nextPowerOfTwo: UInt128 {
        self <= 1 ? 1 : 1 << (UInt128.bitWidth - (self - 1).leadingZeroBitCount)
    }
}
