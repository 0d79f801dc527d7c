import PCIDecoding
import TDISP

/// What TDISP says about the BARs of one device: the rules named `tdisp.*`.
struct TDISPRules {
    private enum State {
        /// TDISP has no say.
        case silent
        /// The device has TEE-IO and no report, and the plan is not for a confidential VM.
        case unreported
        /// No memory BAR can be decided.
        case undecided(Rule)
        /// There is a report.
        case reported(RangeAssignment, RangePlacements)
    }

    private let state: State
    private let rules: PageRules
    private let msix: MSIXRules

    init(
        _ device: Device, _ regions: [Region], _ msix: MSIXRules, _ inputs: TDISPInputs?,
        confidential: Bool, _ findings: inout [Finding]
    ) {
        self.msix = msix
        var report: InterfaceReport?
        switch inputs?.report ?? .none {
        case .none:
            state = Self.unreported(device.teeIO, confidential: confidential, &findings)
        case .invalid(let error):
            findings.append(Finding(.tdispReportInvalid, .error, .reason(error.description)))
            state = .undecided(.tdispReportInvalid)
        case .valid(let valid):
            report = valid
            findings += TDISPNotes.findings(valid, device, regions)
            let inputs = inputs ?? TDISPInputs(report: .valid(valid))
            if inputs.placement == .known, inputs.mmioReportingOffset == nil {
                findings.append(Finding(.tdispOffsetMissing, .warning))
            }
            let assignment = RangeAssignment(valid, regions, &findings)
            let targets = regions.compactMap { assignment.target($0, inputs.busAddresses) }
            state = .reported(assignment, RangePlacements(targets, inputs))
        }
        rules = PageRules(device.msix, report, trapsPBA: msix.emulatesPBA)
    }

    /// `tdisp.no-report`: the other rules stand alone, unless the plan has to be confidential.
    private static func unreported(
        _ teeIO: Fact<Bool>, confidential: Bool, _ findings: inout [Finding]
    ) -> State {
        switch teeIO {
        case .absent, .present(false): return .silent
        case .unknown where !confidential: return .silent
        case .present(true), .unknown:
            findings.append(Finding(.tdispNoReport, confidential ? .error : .info))
            return confidential ? .undecided(.tdispNoReport) : .unreported
        }
    }

    /// Whether there is a report that can be read.
    var isReported: Bool { if case .reported = state { true } else { false } }

    /// The verdicts on a BAR.
    func layer(_ region: Region, _ findings: inout [Finding]) -> Layer {
        guard region.bar.isMemory else { return .silent }
        switch state {
        case .silent, .unreported: return .silent
        case .undecided(let rule): return Layer(region.whole, Verdict(.unknown, rule))
        case .reported(let assignment, let places):
            let layer = layer(region, assignment, places, &findings)
            let bar = region.bar.index
            let updatable = assignment.updatable(bar)
            if !updatable.isEmpty {
                findings.append(Finding(.tdispUpdatable, .info, bar: bar, .ranges(updatable)))
            }
            return layer
        }
    }

    private func layer(
        _ region: Region, _ assignment: RangeAssignment, _ places: RangePlacements,
        _ findings: inout [Finding]
    ) -> Layer {
        let bar = region.bar.index
        if assignment.upperHalves.contains(bar) {
            return Layer(region.whole, Verdict(.conflict, .tdispRangeIDUpperHalf))
        }
        switch places[bar] {
        case .impossible(let rule): return Layer(region.whole, Verdict(.conflict, rule))
        case .ambiguous:
            return Layer(region.whole, Verdict(.unknown, .tdispPlacementAmbiguous))
        case .placed(let all):
            var survey = PageClassifier(
                rules, table: bytes(msix.table, in: bar), pba: bytes(msix.pba, in: bar),
                window: RangeTarget.window(region.size))
            for ranges in all { survey.add(ranges) }
            if all.contains(where: \.overlap) {
                findings.append(Finding(.tdispOverlap, .info, bar: bar))
            }
            return survey.layer(size: region.size)
        }
    }

    private func bytes(_ structure: MSIXStructure?, in bar: Int) -> ByteRange? {
        structure?.bar == bar ? structure?.range : nil
    }

    /// Whether the owner of a BAR's memory may hard-code what it is.
    func sharing(_ region: Region, _ verdicts: Layer) -> Sharing {
        guard region.bar.isMemory else { return .noTDISP }
        switch state {
        case .silent: return .noTDISP
        case .unreported, .undecided: return .undetermined
        case .reported(let assignment, _):
            let updatable = assignment.updatable(region.bar.index)
            return Sharing(verdicts, isUpdatable: !updatable.isEmpty)
        }
    }
}

extension PageRules {
    fileprivate init(_ msix: Fact<MSIXCapability>, _ report: InterfaceReport?, trapsPBA: Bool) {
        hasMSIX =
            switch msix {
            case .present: true
            case .absent: false
            case .unknown: nil
            }
        self.trapsPBA = trapsPBA
        let isTableTold =
            report?.ranges.contains { $0.pages > 0 && $0.attributes.contains(.msixTable) } ?? false
        lockIsAmbiguous = report?.msixMessageControl ?? 0 != 0 && !isTableTold
    }
}

extension RangeAssignment {
    /// A BAR with the ranges that name it; nil when none does.
    fileprivate func target(_ region: Region, _ busAddresses: [Int: UInt64]) -> RangeTarget? {
        guard let ranges = byBAR[region.bar.index] else { return nil }
        return RangeTarget(
            bar: region.bar.index, ranges: ranges, size: region.size,
            busAddress: busAddresses[region.bar.index] ?? region.bar.start)
    }

    /// The ranges of a BAR that may change between shared and private.
    fileprivate func updatable(_ bar: Int) -> [Int] {
        (byBAR[bar] ?? []).filter { $0.attributes.contains(.updatable) }.map(\.index)
    }
}
