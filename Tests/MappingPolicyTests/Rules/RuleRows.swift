import MappingPolicy

/// The rules' rows as they stand in the document: a table for each family.
enum RuleRows {
    static let text = RuleFamily.all.map(table).joined(separator: "\n")

    private static func table(_ family: RuleFamily) -> String {
        "### \(family.title)\n\n"
            + "| rule | leads to | condition | why | what to do | source | mock |\n"
            + "|---|---|---|---|---|---|---|\n" + family.rules.map(row).joined()
    }

    private static func row(_ rule: RuleDocumentation) -> String {
        let name = rule.rule.name
        let mocks = rule.mocks.map { "[\($0)](../../../Mocks/devices/\($0).json)" }
        let cells = [
            "<a id=\"\(name)\"></a>`\(name)`", rule.effects, rule.condition, rule.why, rule.action,
            rule.sources.joined(separator: "; "), mocks.joined(separator: ", "),
        ]
        return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
}
