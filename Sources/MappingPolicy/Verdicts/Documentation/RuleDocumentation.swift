/// What a person should know of a rule.
///
/// `explain --rule` prints it, and the rules' document is compared with it: so what is written
/// and what is printed are the same.
public struct RuleDocumentation: Sendable {
    /// The rule.
    public let rule: Rule
    /// The classes that bytes can have by it, strongest first; none for a mere finding.
    public let classes: [MappingClass]
    /// The severities of findings about it, least first; none where there are no findings.
    public let findings: [Finding.Severity]
    /// When it applies.
    public let condition: String
    /// What it means, and why that is bad or good.
    public let why: String
    /// What a person can do about it.
    public let action: String
    /// Where it comes from: kernel and VMM functions with their files, sections of specifications.
    public let sources: [String]
    /// The mocks that show it: file names in Mocks/devices, without the extension.
    public let mocks: [String]

    init(
        _ rule: Rule, classes: [MappingClass] = [], findings: [Finding.Severity] = [],
        condition: String, why: String, action: String, sources: [String], mocks: [String]
    ) {
        self.rule = rule
        self.classes = classes
        self.findings = findings
        self.condition = condition
        self.why = why
        self.action = action
        self.sources = sources
        self.mocks = mocks
    }

    /// Every rule's, in the order of the rules.
    public static let all = RuleFamily.all.flatMap(\.rules)

    /// What the rule leads to, in a few words: `reflect, warning`.
    public var effects: String {
        (classes.map(\.name) + findings.map { "finding " + $0.name }).joined(separator: ", ")
    }
}
