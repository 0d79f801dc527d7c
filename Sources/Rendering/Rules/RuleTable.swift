public import MappingPolicy
public import Printing

/// What is documented of rules, for people; 100 columns.
public struct RuleTable {
    private let style: Style
    private static let width = 100

    /// A renderer with a style.
    public init(style: Style) { self.style = style }

    /// A line for each rule, by family.
    public func list() -> SafeText {
        let width = RuleDocumentation.all.map(\.rule.name.count).max() ?? 0
        var text: SafeText = ""
        for (index, family) in RuleFamily.all.enumerated() {
            if index > 0 { text += "\n" }
            text += style.bold("\(family.title)") + "\n"
            for documented in family.rules {
                let rule = documented.rule
                text += "  \(SafeText(rule.name).padded(width))  \(rule.reason)\n"
            }
        }
        return text
    }

    /// A rule's page.
    public func page(_ documented: RuleDocumentation) -> SafeText {
        let rule = documented.rule
        var text = style.bold("\(rule.name)") + "  \(rule.reason)\n"
        text += section("leads to", [documented.effects])
        text += section("when", [documented.condition])
        text += section("why", [documented.why])
        text += section("to do", [documented.action])
        text += section("source", documented.sources)
        return text + section("mock", documented.mocks.map { "Mocks/devices/\($0).json" })
    }

    private func section(_ label: String, _ texts: [String]) -> SafeText {
        let lines = texts.flatMap {
            Paragraph(SafeText($0.plain), indent: 12, width: Self.width).lines
        }
        var text: SafeText = ""
        for (index, line) in lines.enumerated() {
            text += "  \(SafeText(index == 0 ? label : "").padded(10))\(line)\n"
        }
        return text
    }
}

extension String {
    /// The text without the marks that documents put around code.
    var plain: String { replacing("`", with: "") }
}
