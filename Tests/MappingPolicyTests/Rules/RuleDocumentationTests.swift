import Foundation
import MappingPolicy
import TestSupport
import Testing

@Suite("Rules and what is written about them")
struct RuleDocumentationTests {
    private static let document = Repository.root.appending(
        path: "Sources/MappingPolicy/MappingPolicy.docc/Rules.md")

    @Test func everyRuleIsDocumentedOnceAndInOrder() {
        #expect(RuleDocumentation.all.map(\.rule) == Rule.allCases)
    }

    @Test func eachRowIsComplete() {
        for rule in RuleDocumentation.all {
            let name = rule.rule.name
            for text in [rule.condition, rule.why, rule.action] {
                #expect(text.hasSuffix("."), "\(name): \(text)")
            }
            #expect(!rule.effects.isEmpty, "\(name)")
            #expect(!rule.sources.isEmpty, "\(name)")
            #expect(rule.classes == rule.classes.sorted(), "\(name)")
            #expect(rule.findings == rule.findings.sorted(), "\(name)")
        }
    }

    @Test func theNamedMocksShowAllThatARuleLeadsTo() throws {
        let seen = try RuleSightings()
        for rule in RuleDocumentation.all {
            let documented = RuleSightings.Effects(
                classes: Set(rule.classes), findings: Set(rule.findings))
            #expect(!rule.mocks.isEmpty)
            for mock in rule.mocks {
                #expect(seen.byMock[mock]?[rule.rule] != nil, "\(mock): \(rule.rule.name)")
            }
            #expect(
                seen.effects(of: rule.rule, in: rule.mocks) == documented, "\(rule.rule.name)")
            // And no mock shows what is not documented.
            #expect(
                seen.effects(of: rule.rule, in: seen.byMock.keys) == documented,
                "\(rule.rule.name)")
        }
    }

    /// The rows behind the heading are written from the code; RECORD=1 writes them anew.
    @Test func theDocumentHasTheRows() throws {
        let text = String(decoding: try Data(contentsOf: Self.document), as: UTF8.self)
        let heading = "\n### \(RuleFamily.all[0].title)\n"
        let general = text.split(separator: heading, maxSplits: 1)[0]
        let expected = general.trimmingCharacters(in: .newlines) + "\n\n" + RuleRows.text
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try Data(expected.utf8).write(to: Self.document)
        }
        let recorded = String(decoding: try Data(contentsOf: Self.document), as: UTF8.self)
        #expect(recorded == expected, "RECORD=1 writes the rows anew")
    }

    /// A rule that was renamed leaves no dead name behind.
    @Test func theGeneralPartNamesOnlyRulesThatThereAre() throws {
        let text = String(decoding: try Data(contentsOf: Self.document), as: UTF8.self)
        let names = Set(Rule.allCases.map(\.name))
        let families = Set(names.compactMap { $0.split(separator: ".").first })
        for match in text.matches(of: /`([a-z]+)\.([a-z0-9-]+)`/) where families.contains(match.1) {
            #expect(names.contains("\(match.1).\(match.2)"), "\(match.0)")
        }
    }
}
