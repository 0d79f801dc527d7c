/// Rules that belong together, as documents list them.
public struct RuleFamily: Sendable {
    /// What the rules are about.
    public let title: String
    /// The rules, in the order in which they are declared.
    public let rules: [RuleDocumentation]

    init(_ title: String, _ rules: [RuleDocumentation]) {
        self.title = title
        self.rules = rules
    }

    /// All families, in the order of the rules.
    public static let all = [
        device,
        bar,
        region,
        msix,
        msixCost,
        tdispPlaces,
        tdispConflicts,
        tdispVerdicts,
        tdispNotes,
        page,
    ]
}
