import LiveProbe
import MappingPolicy
import PCIDecoding
import PCISnapshot
import Printing

/// Plans that a probe made, with the kernel's answers below them, for people; 100 columns.
public struct ProbeTable: StreamPrinter {
    /// What is printed one by one.
    public typealias Element = PlannedDevice

    private let style: Style

    /// A renderer with a style.
    public init(style: Style) { self.style = style }

    /// The whole text, device by device.
    public func write<Sink: DocumentSink>(
        to sink: Sink, _ elements: ElementStream<PlannedDevice, Sink.Failure>
    ) throws(Sink.Failure) {
        let table = PlanTable(style: style)
        var separator: SafeText = ""
        try elements { (planned) throws(Sink.Failure) in
            try sink.write(separator + table.render(planned))
            if let report = planned.probe { try sink.write(render(report)) }
            separator = "\n"
        }
    }

    /// The lines below the plan.
    private func render(_ report: ProbeReport) -> SafeText {
        var text = "\n" + visit(report.visit)
        for comparison in report.comparisons { text += line(comparison) }
        let features = report.answers.record.features.filter(\.supported).compactMap {
            DeviceFeature(rawValue: $0.index)?.name
        }
        text += "  features: \(features.isEmpty ? "none" : features.joined(separator: ", "))\n"
        guard !report.checks.isEmpty else { return text }
        for check in report.checks { text += line(check) }
        return text + summary(report)
    }

    private func visit(_ visit: Visit) -> SafeText {
        let from =
            visit.wasBound ? ", taken from \(visit.borrowedFrom ?? "no driver")" : ""
        let resets = visit.resetMethods.isEmpty ? "none" : visit.resetMethods.joined(separator: " ")
        return style.bold("Probe")
            + "  \(visit.backend.rawValue), driver \(visit.driver)\(from)\n"
            + "  open \(Self.milliseconds(visit.openNanoseconds)) (reset: \(resets)),"
            + " questions \(Self.milliseconds(visit.askNanoseconds)),"
            + " close \(Self.milliseconds(visit.closeNanoseconds))\n"
    }

    private func line(_ comparison: BARComparison) -> SafeText {
        var text: SafeText = "  BAR \(comparison.bar)  kernel: "
        if let answer = comparison.answer {
            text += "\(Format.size(answer.size)) \(answer.flagNames.joined(separator: " "))"
        } else {
            text += "no answer"
        }
        let differences = comparison.differences
        if differences.isEmpty { return text + "; as predicted\n" }
        text += "\n"
        for words in differences {
            text += "    " + style.paint("differs", Finding.Severity.warning) + "  \(words)\n"
        }
        return text
    }

    private func line(_ check: Check) -> SafeText {
        let kind = check.kind.rawValue.padded(12)
        let place: SafeText =
            "  BAR \(check.bar)  \(kind)  \(Format.range(check.range).padded(28))  "
        switch check.outcome {
        case .confirmed: return place + "confirmed\n"
        case .refused(let errno):
            return place + style.paint("refused", Finding.Severity.error) + ": \(errno)\n"
        case .allowed:
            return place + style.paint("allowed", Finding.Severity.error) + ", not expected\n"
        case .notTried(let reason): return place + style.faint("not tried: \(reason)") + "\n"
        }
    }

    private func summary(_ report: ProbeReport) -> SafeText {
        let confirmed = report.checks.count { $0.outcome == .confirmed }
        let untried = report.checks.count {
            if case .notTried = $0.outcome { true } else { false }
        }
        let tried = report.checks.count - untried
        return "  \(confirmed) of \(tried) confirmed"
            + (untried > 0 ? ", \(untried) not tried\n" : "\n")
    }

    private static func milliseconds(_ nanoseconds: UInt64) -> String {
        let hundredths = (nanoseconds + 5_000) / 10_000
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) ms"
    }
}
