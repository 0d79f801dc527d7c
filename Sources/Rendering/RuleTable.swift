public import MappingPolicy

/// What is documented of rules, for people; 100 columns.
public struct RuleTable {
    private let style: Style
    private static let width = 100

    /// A renderer with a style.
    public init(style: Style) { self.style = style }

    /// A line for each rule, by family.
    public func list() -> String {
        let width = RuleDocumentation.all.map(\.rule.name.count).max() ?? 0
        return RuleFamily.all.map { family in
            let lines = family.rules.map {
                "  \($0.rule.name.padded(width))  \($0.rule.reason)\n"
            }
            return style.bold(family.title) + "\n" + lines.joined()
        }.joined(separator: "\n")
    }

    /// A rule's page.
    public func page(_ documented: RuleDocumentation) -> String {
        let rule = documented.rule
        var text = style.bold(rule.name) + "  \(rule.reason)\n"
        text += section("leads to", [documented.effects])
        text += section("when", [documented.condition])
        text += section("why", [documented.why])
        text += section("to do", [documented.action])
        text += section("source", documented.sources)
        return text + section("mock", documented.mocks.map { "Mocks/devices/\($0).json" })
    }

    private func section(_ label: String, _ texts: [String]) -> String {
        let lines = texts.flatMap { Paragraph($0.plain, indent: 12, width: Self.width).lines }
        return lines.enumerated().map { index, line in
            "  " + (index == 0 ? label : "").padded(10) + line + "\n"
        }.joined()
    }
}

extension String {
    /// The text without the marks that documents put around code.
    var plain: String { replacing("`", with: "") }
}
