public import MappingPolicy
import PCIDecoding
import PCISnapshot
public import Printing

/// The story of some bytes, for people.
public struct ExplanationTable {
    private let style: Style
    private static let width = 100
    /// More rows than this say nothing that a person would read.
    private static let rows = 24

    /// A renderer with a style.
    public init(style: Style) { self.style = style }

    /// The whole text, lines ended.
    public func render(_ story: Explanation, of plan: DevicePlan, _ evidence: PlanEvidence)
        -> SafeText
    {
        let bar = story.bar
        let place = bar.assigned ? "at \(Hex.number(bar.start))" : "unassigned"
        var text = style.bold("\(plan.address) BAR \(bar.index) \(Format.range(story.range))")
        text += "\n  in a \(bar.kind.rawValue) BAR, \(Format.size(bar.size)) \(place); host pages "
        text += "\(Format.size(story.pageSize.bytes)), evidence: \(evidence.name)\n"
        text += section("The answer", story.extents.map(extent))
        text += section("What touches these bytes", story.claims.map(claim))
        text += section("What is in the same host pages", story.neighbors.map(extent))
        text += section("What would change it", changes(story))
        let findings = plan.findings.filter { finding in
            finding.bar == bar.index && finding.range?.overlaps(story.range) ?? true
        }
        text += section(
            "Findings", findings.map { "\($0.severity.name.padded(7)) \($0.text)" })
        return text
    }

    private func section(_ title: SafeText, _ lines: [SafeText]) -> SafeText {
        if lines.isEmpty { return "" }
        var text = "\n" + style.bold(title) + "\n"
        for line in lines.prefix(Self.rows) { text += "  " + line.cut(Self.width - 2) + "\n" }
        if lines.count > Self.rows { text += "  and \(lines.count - Self.rows) more\n" }
        return text
    }

    private func extent(_ extent: Extent) -> SafeText {
        "\(Format.range(extent.range))  \(extent.verdict.mappingClass.name)  "
            + "\(extent.verdict.rule.name): \(extent.reason)"
    }

    private func claim(_ claim: Explanation.Claim) -> SafeText {
        let mark = claim.wins ? "wins " : "loses"
        return "\(mark)  \(claim.family.padded(6))  \(Format.range(claim.range))  "
            + "\(claim.verdict.mappingClass.name)  \(claim.verdict.rule.name)"
    }

    private func changes(_ story: Explanation) -> [SafeText] {
        story.alternatives.map { alternative in
            let same =
                alternative.extents.map(\.verdict.mappingClass)
                == story.extents.map(\.verdict.mappingClass)
                && alternative.extents.map(\.range) == story.extents.map(\.range)
            let words =
                same
                ? "no change"
                : alternative.extents.prefix(4).map {
                    "\(Format.range($0.range)) \($0.verdict.mappingClass.name)"
                }.joined(separator: ", ") + (alternative.extents.count > 4 ? ", …" : "")
            return alternative.assumption.words.padded(28) + SafeText(words)
        }
    }
}

extension Explanation.Alternative.Assumption {
    var words: String {
        switch self {
        case .page(let page): "\(Format.size(page.bytes)) host pages:"
        case .msixRelocated: "MSI-X moved by QEMU:"
        case .pbaDirect: "PBA mapped (--pba direct):"
        }
    }

    var key: String {
        switch self {
        case .page(let page): "page-size-\(page.bytes)"
        case .msixRelocated: "msix-relocated"
        case .pbaDirect: "pba-direct"
        }
    }
}
