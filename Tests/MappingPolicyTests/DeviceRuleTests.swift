import PCIDecoding
import PCISnapshot
import SnapshotFile
import TestSupport
import Testing

@testable import MappingPolicy

/// What could not be read or contradicts itself is never mapped.
struct DeviceRuleTests {
    private func plan(_ mock: String) throws -> DevicePlan {
        let machine = try SnapshotFile.decode(
            try Repository.bytes(Repository.mock(mock)), name: mock)
        let planner = Planner(
            options: PlanOptions(pageSize: .size4K), facts: machine.host,
            neighbourhood: Neighbourhood(machine))
        return planner.plan(Device(machine.devices[0]), tdisp: nil)
    }

    @Test(arguments: [
        ("config-without-root", "msix.unknown"), ("device-asleep", "msix.unknown"),
        ("capability-chain-loops", "msix.unknown"), ("capability-chain-leaves", "msix.unknown"),
        ("bridge-with-bar", "device.bridge"), ("quirk-ibm-ism", "quirk.ibm-ism"),
    ])
    func nothingIsMapped(mock: String, rule: String) throws {
        let plan = try plan(mock)
        #expect(plan.mappedBytes == 0)
        for bar in plan.bars { #expect(bar.words.allSatisfy { $0.hasSuffix(rule) }) }
    }

    @Test func anUpperHalfInUseIsAConflict() throws {
        let plan = try plan("bar-in-upper-half")
        #expect(plan.bar(1)?.words == ["0x0-0x10000 conflict bar.upper-half"])
        #expect(plan.rules(.error) == ["bar.upper-half"])
    }
}
