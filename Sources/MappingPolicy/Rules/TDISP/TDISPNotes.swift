import PCIDecoding
import TDISP

/// What a person should know about a report beside the classes: none of it changes one.
enum TDISPNotes {
    static func findings(_ report: InterfaceReport, _ device: Device, _ regions: [Region])
        -> [Finding]
    {
        capability(device.teeIO) + warnings(report) + control(report, device.msix)
            + linux(report, regions)
    }

    /// A virtual function may have a report and no bit of its own; so this is no contradiction.
    private static func capability(_ teeIO: Fact<Bool>) -> [Finding] {
        switch teeIO {
        case .absent, .present(false): [Finding(.tdispNoTEEIO, .info)]
        case .present(true), .unknown: []
        }
    }

    /// The parser's warnings, one finding for each kind.
    private static func warnings(_ report: InterfaceReport) -> [Finding] {
        ReportWarning.Name.allCases.compactMap { name in
            let same = report.warnings.filter { $0.name == name }
            guard let first = same.first else { return nil }
            let more = same.count > 1 ? ", and \(same.count - 1) more" : ""
            return Finding(.tdispReportWarning, .warning, .reason(first.description + more))
        }
    }

    /// MSI_X_MESSAGE_CONTROL and TPH_CONTROL against the flags and the MSI-X capability.
    private static func control(_ report: InterfaceReport, _ msix: Fact<MSIXCapability>)
        -> [Finding]
    {
        var findings: [Finding] = []
        let ranges = report.ranges.filter { $0.pages > 0 }
        let flagged = ranges.filter(\.attributes.isMSIX).map(\.index)
        let control = report.msixMessageControl
        if control == 0, !flagged.isEmpty {
            // A table of one entry that is disabled reads so, too.
            findings.append(Finding(.tdispMSIXControlClear, .info, .ranges(flagged)))
        }
        if control != 0, contradicts(control, msix) {
            let entries = UInt64(control & 0x7ff) + 1
            let expected = UInt64(msix.value?.entries ?? 0)
            findings.append(
                Finding(
                    .tdispMSIXControlMismatch, .warning, .sizes(told: entries, expected: expected)))
        }
        let isTableLocked = ranges.contains { $0.attributes.contains(.msixTable) }
        if report.tphControl != 0, !isTableLocked {
            findings.append(Finding(.tdispTPHWithoutMSIXLock, .warning))
        }
        return findings
    }

    /// Whether a Message Control has reserved bits (13:11) or another number of entries.
    private static func contradicts(_ control: UInt16, _ msix: Fact<MSIXCapability>) -> Bool {
        if control & 0x3800 != 0 { return true }
        return switch msix {
        case .present(let capability): Int(control & 0x7ff) + 1 != capability.entries
        case .absent: true
        case .unknown: false
        }
    }

    /// What Linux would say, if it would not take the report under any scheme.
    private static func linux(_ report: InterfaceReport, _ regions: [Region]) -> [Finding] {
        let bars = regions.map { region in
            LinuxVerdict.BAR(
                index: region.bar.index, isMemory: region.bar.isMemory && region.bar.assigned,
                size: region.bar.size)
        }
        var told: LinuxVerdict = .accept
        for scheme in LinuxVerdict.Scheme.allCases {
            told = LinuxVerdict(report, bars: bars, scheme: scheme)
            if told == .accept { break }
        }
        guard case .reject(let reason, let range) = told else { return [] }
        let place = range.map { "range \($0), " } ?? ""
        return [Finding(.tdispLinuxRejects, .info, .reason(place + reason.text))]
    }
}
