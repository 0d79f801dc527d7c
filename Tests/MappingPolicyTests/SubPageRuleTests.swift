import PCISnapshot
import PlanProperties
import Testing

@testable import MappingPolicy

struct SubPageRuleTests {
    /// Of two functions with the same memory, a finding names the same one, however listed.
    @Test func twoNeighborsAtOnePlace() {
        var scene = DeviceFixture()
        scene.bars = [(0, 0xfe80_0000, 0x800, DeviceFixture.mem32)]
        scene.others = [(0xfe80_0800, 0x100), (0xfe80_0800, 0x100)]
        var machine = scene.machine
        let one = PlanCase(machine).plan(.size4K)
        machine.devices[1...].reverse()
        #expect(one.findings == PlanCase(machine).plan(.size4K).findings)
        #expect(one.findings.map(\.rule).contains(.barSubPageNeighbor))
    }

    private func scene(_ start: UInt64, _ size: UInt64) -> DeviceFixture {
        DeviceFixture(bars: [(0, start, size, DeviceFixture.mem32)])
    }

    @Test func aloneInItsPageItIsMappedAsAWholePage() {
        let plan = scene(0xfebf_0000, 0x100).plan()
        #expect(plan.bar(0)?.words == ["0x0-0x100 direct bar.memory"])
        #expect(plan.bar(0)?.runs == ["0x0-0x1000"])
    }

    @Test func notAtAPageStart() {
        let plan = scene(0xfebf_0800, 0x100).plan()
        #expect(plan.bar(0)?.words == ["0x0-0x100 reflect bar.sub-page-unaligned"])
    }

    @Test(arguments: [
        (UInt64(0xfebf_0100), UInt64(0x10), true), (0xfebf_0ff0, 0x10, true),
        (0xfebf_1000, 0x1000, false), (0xfebe_f000, 0x1000, false), (0xfebe_0000, 0x20000, true),
    ])
    func anotherFunctionsMemory(start: UInt64, size: UInt64, taken: Bool) {
        var scene = scene(0xfebf_0000, 0x100)
        scene.others = [(start, size)]
        let rules = scene.plan().rules(.warning)
        #expect(rules == (taken ? ["bar.sub-page-neighbour"] : []))
    }

    @Test func theDevicesOwnSecondBARIsANeighborToo() {
        let scene = DeviceFixture(
            bars: [
                (0, 0xfebf_0000, 0x800, DeviceFixture.mem32),
                (1, 0xfebf_0800, 0x100, DeviceFixture.mem32),
            ])
        #expect(
            scene.plan().rules(.warning) == ["bar.sub-page-neighbour", "bar.sub-page-unaligned"])
    }

    /// A function whose memory nobody could read is not one that has none.
    @Test func aNeighborThatCouldNotBeReadMayBeInThePage() {
        var scene = scene(0xfebf_0000, 0x100)
        scene.others = [(0xfe00_0000, 0x1000)]
        var machine = scene.machine
        #expect(PlanCase(machine).plan(.size4K).bar(0)?.runs == ["0x0-0x1000"])
        machine.devices[1].resources = []
        machine.devices[1].readErrors = [ReadError(.resources, .failed, "read: EIO")]
        for complete in [true, false] {
            machine.host.complete = complete
            let plan = PlanCase(machine).plan(.size4K)
            #expect(plan.bar(0)?.words == ["0x0-0x100 unknown device.unread"])
            #expect(plan.bar(0)?.runs == [])
            #expect(plan.rules(.error) == ["device.unread"])
        }
    }

    @Test func unknownNeighborsAreAssumedAbsentAndSaidSo() {
        var scene = scene(0xfebf_0000, 0x100)
        scene.complete = false
        #expect(scene.plan().rules(.info).contains("bar.sub-page-assumed"))
        #expect(scene.plan().bar(0)?.runs == ["0x0-0x1000"])
        scene.others = [(0xfebf_0200, 0x100)]
        #expect(scene.plan().bar(0)?.runs == [])
    }

    @Test func portsAreNoNeighbors() throws {
        var machine = scene(0xfebf_0000, 0x100).machine
        machine.devices[0].resources.append(
            try #require(ResourceRecord(index: 1, start: 0xfebf_0100, size: 0x100, flags: .io)))
        let answer = PageNeighbors(machine).rest(
            ofPage: 0x1000, behind: 0xfebf_0000, size: 0x100)
        #expect(answer == .free)
    }

    @Test func aVirtualFunctionLiesInItsPFsRangeButBesideItsSiblings() throws {
        var machine = scene(0xfebf_0000, 0x1000).machine
        let range = try #require(
            ResourceRecord(index: 7, start: 0xfebf_0000, size: 0x4000, flags: .memory))
        var pf = DeviceSnapshot(address: try #require(BusAddress("0000:02:00.0")))
        pf.resources = [range]
        machine.devices.append(pf)
        let rest = { (machine: Machine) in
            PageNeighbors(machine).rest(ofPage: 0x4000, behind: 0xfebf_0000, size: 0x1000)
        }
        #expect(rest(machine) == .free)
        var sibling = DeviceSnapshot(address: try #require(BusAddress("0000:02:00.2")))
        sibling.resources = [
            try #require(ResourceRecord(index: 0, start: 0xfebf_1000, size: 0x1000, flags: .memory))
        ]
        machine.devices.append(sibling)
        #expect(rest(machine) == .taken(by: sibling.address))
    }

    @Test func aBridgesWindowIsNoNeighbor() throws {
        var machine = scene(0xfebf_0000, 0x100).machine
        var bridge = DeviceSnapshot(address: try #require(BusAddress("0000:00:1c.0")))
        bridge.identity.classCode = 0x060400
        bridge.resources = [
            try #require(
                ResourceRecord(index: 8, start: 0xfeb0_0000, size: 0x100000, flags: .memory))
        ]
        machine.devices.append(bridge)
        let answer = PageNeighbors(machine).rest(
            ofPage: 0x1000, behind: 0xfebf_0000, size: 0x100)
        #expect(answer == .free)
    }

    @Test func noAddressNoMapping() {
        let scene = DeviceFixture(bars: [(0, 0, 0x10000, [.memory, .unset])])
        #expect(scene.plan().bar(0)?.words == ["0x0-0x10000 reflect bar.unassigned"])
    }

    @Test func aTableInASubPageBARLeavesNothing() {
        var scene = scene(0xfebf_0000, 0x1000)
        scene.msix = .init(4, table: (0, 0), pba: (0, 0x800))
        #expect(scene.plan(.size64K).bar(0)?.runs == [])
        #expect(scene.plan(.size64K).rules(.warning).contains("msix.bar-lost"))
    }
}
