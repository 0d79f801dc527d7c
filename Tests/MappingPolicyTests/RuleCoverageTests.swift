import MappingPolicy
import Testing

/// Every rule can be seen: some mock produces it, at some page size.
struct RuleCoverageTests {
    @Test func everyRuleHasAMock() throws {
        let seen = try RuleSightings().byMock.values.reduce(into: Set<Rule>()) { rules, mock in
            rules.formUnion(mock.keys)
        }
        let missing = Set(Rule.allCases).subtracting(seen)
        #expect(missing.map(\.name).sorted() == [])
    }
}
