public import MappingPolicy

/// What is documented of rules as JSON, schema `vfio-probe/rules/1`.
public struct RuleJSON {
    /// A renderer.
    public init() {}

    /// The whole document.
    public func render(_ rules: [RuleDocumentation]) -> [UInt8] {
        JSONDocument(schema: "vfio-probe/rules/1").whole { json in
            json.list("rules") { json in
                for rule in rules { json.object { $0.rule(rule) } }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func rule(_ documented: RuleDocumentation) {
        string("rule", documented.rule.name)
        string("reason", documented.rule.reason)
        strings("classes", documented.classes.map(\.name))
        strings("findings", documented.findings.map(\.name))
        string("condition", documented.condition.plain)
        string("why", documented.why.plain)
        string("action", documented.action.plain)
        strings("sources", documented.sources.map(\.plain))
        strings("mocks", documented.mocks)
    }

    private mutating func strings(_ key: String, _ values: [String]) {
        list(key) { json in
            for value in values { json.element(value) }
        }
    }
}
