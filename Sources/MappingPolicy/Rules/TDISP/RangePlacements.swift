import TDISP

/// The ranges of every BAR of a report, placed by all units and places that are possible.
struct RangePlacements {
    /// What is known of one BAR's ranges.
    enum Answer {
        /// They lie at one of these places, in one of the possible units.
        case placed([PlacedRanges])
        /// Some units give a place, some none.
        case ambiguous
        /// No unit gives a place.
        case impossible(Rule)
    }

    private var answers: [Int: Answer] = [:]

    init(_ targets: [RangeTarget], _ inputs: TDISPInputs) {
        let candidates = UnitCandidates(inputs.unit, targets)
        let placement = RangePlacement(
            placement: inputs.placement, offset: inputs.mmioReportingOffset)
        var units = candidates.units
        let open = targets.filter { !candidates.hopeless.contains($0.bar) }
        if placement.isKnown {
            // A known offset shows the unit: the one by which every range is in its BAR.
            let fitting = units.filter { unit in
                open.allSatisfy { (try? placement.place($0, unit).get()) != nil }
            }
            if fitting.count == 1 { units = fitting }
        }
        for target in targets {
            if candidates.hopeless.contains(target.bar) {
                answers[target.bar] = .impossible(.tdispRangesDoNotFitBAR)
            } else {
                answers[target.bar] = Answer(units.map { placement.place(target, $0) })
            }
        }
    }

    /// The answer for a BAR; one without ranges has them nowhere.
    subscript(bar: Int) -> Answer { answers[bar] ?? .placed([.none]) }
}

extension RangePlacement {
    /// Whether the reporting offset says where ranges are.
    fileprivate var isKnown: Bool {
        (placement == .known || placement == .auto) && offset != nil
    }
}

extension RangePlacements.Answer {
    /// The answer from what each unit gives.
    fileprivate init(_ results: [Result<PlacedRanges, Contradiction>]) {
        var places: [PlacedRanges] = []
        var reasons: [Rule] = []
        for result in results {
            switch result {
            case .success(let place): places.append(place)
            case .failure(let contradiction): reasons.append(contradiction.rule)
            }
        }
        if let reason = reasons.max() {
            // Report the failure of the unit that got furthest.
            self = places.isEmpty ? .impossible(reason) : .ambiguous
        } else {
            self = places.isEmpty ? .impossible(.tdispUnitInconsistent) : .placed(places)
        }
    }
}
