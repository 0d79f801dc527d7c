import PCIDecoding
import PCISnapshot
import SnapshotFile
import TestSupport
import Testing

@testable import MappingPolicy

/// Every rule can be seen: some mock produces it, at some page size.
struct RuleCoverageTests {
    @Test func everyRuleHasAMock() throws {
        var seen: Set<Rule> = []
        for path in Repository.mocks {
            let machine = try SnapshotFile.decode(try Repository.bytes(path), name: path)
            for page in PageSize.standard {
                for confidential in [false, true] {
                    let options = PlanOptions(pageSize: page, confidential: confidential)
                    let planner = Planner(
                        options: options, facts: machine.host,
                        neighbourhood: Neighbourhood(machine))
                    for device in machine.devices {
                        seen.formUnion(rules(planner.plan(Device(device), tdisp: inputs(device))))
                    }
                }
            }
        }
        let missing = Set(Rule.allCases).subtracting(seen)
        #expect(missing.map(\.name).sorted() == [])
    }

    private func inputs(_ device: DeviceSnapshot) -> TDISPInputs? {
        guard let record = device.tdisp, let report = record.report else { return nil }
        return TDISPInputs(
            report: .init(files: [report]), mmioReportingOffset: record.mmioReportingOffset,
            placement: record.placement.flatMap(TDISPInputs.Placement.init) ?? .auto,
            unit: record.unit.flatMap(TDISPInputs.Unit.init) ?? .auto)
    }

    private func rules(_ plan: DevicePlan) -> Set<Rule> {
        let extents = plan.bars.flatMap(\.extents)
        return Set(extents.map(\.verdict.rule)).union(extents.compactMap(\.sharesWith?.rule))
            .union(plan.findings.map(\.rule))
    }
}
