import MappingPolicy
import PCIDecoding
import PCISnapshot
import SnapshotFile
import TestSupport

/// What the mocks show of the rules: each at all page sizes, for ordinary and confidential VMs.
struct RuleSightings {
    /// What plans lead to by one rule.
    struct Effects: Equatable {
        var classes: Set<MappingClass> = []
        var findings: Set<Finding.Severity> = []
    }

    /// By the mock's name, then by rule.
    private(set) var byMock: [String: [Rule: Effects]] = [:]

    init() throws {
        for path in Repository.mocks {
            let machine = try SnapshotFile.decode(try Repository.bytes(path), name: path)
            let name = path.split(separator: "/").last.map { String($0.dropLast(5)) } ?? path
            for page in PageSize.standard {
                for confidential in [false, true] {
                    let options = PlanOptions(pageSize: page, confidential: confidential)
                    note(machine, options, in: name)
                }
            }
        }
    }

    private mutating func note(_ machine: Machine, _ options: PlanOptions, in mock: String) {
        let planner = Planner(
            options: options, facts: machine.host, neighborhood: Neighborhood(machine))
        for snapshot in machine.devices {
            let plan = planner.plan(Device(snapshot), tdisp: TDISPInputs(snapshot))
            let extents = plan.bars.flatMap(\.extents)
            for verdict in extents.map(\.verdict) + extents.compactMap(\.sharesWith) {
                byMock[mock, default: [:]][verdict.rule, default: Effects()]
                    .classes.insert(verdict.mappingClass)
            }
            for finding in plan.findings {
                byMock[mock, default: [:]][finding.rule, default: Effects()]
                    .findings.insert(finding.severity)
            }
        }
    }

    /// What some mocks together show of a rule.
    func effects(of rule: Rule, in mocks: some Sequence<String>) -> Effects {
        mocks.compactMap { byMock[$0]?[rule] }.reduce(into: Effects()) { all, one in
            all.classes.formUnion(one.classes)
            all.findings.formUnion(one.findings)
        }
    }
}
