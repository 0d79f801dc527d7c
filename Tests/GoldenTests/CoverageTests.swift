import MappingPolicy
import PCIDecoding
import PCISnapshot
import SnapshotFile
import TestSupport
import Testing

/// The golden files show everything that a plan can say and that any mock makes it say.
struct CoverageTests {
    /// What plans say, each as a text.
    private struct Shown {
        var rules: Set<String> = []
        var classes: Set<String> = []
        var findings: Set<String> = []
        var advice: Set<String> = []
        var sharing: Set<String> = []
    }

    /// What the policy says of all mocks, at every page size, confidential or not.
    private static func ofAllMocks() throws -> Shown {
        var shown = Shown()
        for path in Repository.mocks {
            let machine = try SnapshotFile.decode(try Repository.bytes(path), name: path)
            for page in PageSize.standard {
                for confidential in [false, true] {
                    let planner = Planner(
                        options: PlanOptions(pageSize: page, confidential: confidential),
                        facts: machine.host, neighborhood: Neighborhood(machine))
                    for snapshot in machine.devices {
                        let (device, tdisp) = (Device(snapshot), TDISPInputs(snapshot))
                        let plan = planner.plan(device, tdisp: tdisp)
                        add(plan, planner.advice(on: plan, for: device, tdisp: tdisp), to: &shown)
                    }
                }
            }
        }
        return shown
    }

    private static func add(_ plan: DevicePlan, _ advice: [Advice], to shown: inout Shown) {
        let verdicts = plan.bars.flatMap(\.extents).flatMap { [$0.verdict, $0.sharesWith] }
        shown.rules.formUnion(verdicts.compactMap { $0?.rule.name })
        shown.rules.formUnion(plan.findings.map(\.rule.name))
        shown.classes.formUnion(verdicts.compactMap { $0?.mappingClass.name })
        shown.findings.formUnion(plan.findings.map { "\($0.rule.name) \($0.severity.name)" })
        shown.advice.formUnion(advice.map(\.kind))
        shown.sharing.formUnion([plan.sharing.rawValue] + plan.bars.map(\.sharing.rawValue))
    }

    /// What the golden files hold.
    private static let recorded: Shown = {
        var shown = Shown()
        for device in GoldenPlans.devices {
            let bars = device["bars"]?.list ?? []
            let extents = bars.flatMap { $0["extents"]?.list ?? [] }
            let findings = device["findings"]?.list ?? []
            let advice = device["advice"]?.list ?? []
            shown.rules.formUnion(extents.compactMap { $0["rule"]?.string })
            shown.rules.formUnion(extents.compactMap { $0["sharesWith"]?.string })
            shown.rules.formUnion(findings.compactMap { $0["rule"]?.string })
            shown.classes.formUnion(extents.compactMap { $0["class"]?.string })
            shown.findings.formUnion(
                findings.map { "\($0["rule"]?.string ?? "") \($0["severity"]?.string ?? "")" })
            shown.advice.formUnion(advice.compactMap { $0["kind"]?.string })
            shown.sharing.formUnion(([device] + bars).compactMap { $0["sharing"]?.string })
        }
        return shown
    }()

    @Test func everyRuleAndClassIsShown() {
        let rules = Set(Rule.allCases.map(\.name)).subtracting(Self.recorded.rules)
        #expect(rules.sorted() == [])
        let classes = Set(MappingClass.allCases.map(\.name)).subtracting(Self.recorded.classes)
        #expect(classes.sorted() == [])
    }

    @Test func whateverAMockShowsIsShown() throws {
        let shown = try Self.ofAllMocks()
        #expect(shown.findings.subtracting(Self.recorded.findings).sorted() == [])
        #expect(shown.advice.subtracting(Self.recorded.advice).sorted() == [])
        #expect(shown.sharing.subtracting(Self.recorded.sharing).sorted() == [])
    }
}
