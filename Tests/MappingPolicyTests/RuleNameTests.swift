import MappingPolicy
import Testing

@Suite("Rules and their names")
struct RuleNameTests {
    @Test("Every rule has a name of its own and a reason")
    func unique() {
        #expect(Set(Rule.allCases.map(\.name)).count == Rule.allCases.count)
        #expect(Set(Rule.allCases.map(\.reason)).count == Rule.allCases.count)
    }
}
