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
            neighborhood: Neighborhood(machine))
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

    /// The whole BAR, for that is what VFIO would have to reserve; the others are not concerned.
    @Test func aClaimedBARIsNotMapped() throws {
        let plan = try plan("bar-claimed")
        #expect(plan.bar(0)?.words == ["0x0-0x1000000 unknown bar.claimed"])
        #expect(plan.bar(0)?.mmaps.isEmpty == true)
        #expect(plan.bar(2)?.words == ["0x0-0x1000 direct bar.memory"])
        let finding = plan.findings.first { $0.rule == .barClaimed }
        #expect(finding?.bar == 0)
        #expect(finding?.severity == .warning)
        #expect(finding?.text.hasSuffix(": BOOTFB") == true)
    }

    /// The region's flags do not tell of it.
    @Test func aClaimWinsOverVFIOsAnswer() throws {
        let path = Repository.mock("live-nvme-linux-7.2")
        var machine = try SnapshotFile.decode(try Repository.bytes(path), name: path)
        machine.devices[0].claims = [MemoryClaim(bar: 0, holder: "APEI ERST")]
        let planner = Planner(
            options: PlanOptions(pageSize: .size4K), facts: machine.host,
            neighborhood: Neighborhood(machine))
        let plan = planner.plan(Device(machine.devices[0]), tdisp: nil)
        #expect(plan.isLive)
        #expect(plan.bar(0)?.mmaps.isEmpty == true)
    }

    @Test func anUpperHalfInUseIsAConflict() throws {
        let plan = try plan("bar-in-upper-half")
        #expect(plan.bar(1)?.words == ["0x0-0x10000 conflict bar.upper-half"])
        #expect(plan.rules(.error) == ["bar.upper-half"])
    }
}
