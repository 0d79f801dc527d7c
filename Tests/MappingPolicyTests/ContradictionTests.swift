import PCIDecoding
import PCISnapshot
import Testing

@testable import MappingPolicy

/// Inputs that cannot all be true: nothing that depends on them is mapped.
struct ContradictionTests {
    @Test func twoBARsAtOneAddress() {
        let scene = DeviceFixture(
            bars: [
                (0, 0xfe80_0000, 0x10000, DeviceFixture.mem64),
                (2, 0xfe80_8000, 0x8000, DeviceFixture.mem64),
            ], msix: .init(16, table: (0, 0x9000), pba: (0, 0xa000)))
        let plan = scene.plan()
        #expect(plan.bar(0)?.runs == ["0x0-0x8000"])
        #expect(plan.bar(2)?.words == ["0x0-0x8000 conflict bar.overlap"])
    }

    @Test func addressesThatNobodyToldAreNoContradiction() {
        let scene = DeviceFixture(bars: [
            (0, 0, 0x10000, DeviceFixture.mem64), (2, 0, 0x10000, DeviceFixture.mem64),
        ])
        #expect(scene.plan().mappedBytes == 0x20000)
    }

    @Test func aBARThatDoesNotStartAPage() {
        let scene = DeviceFixture(bars: [(0, 0xfe80_0800, 0x10000, DeviceFixture.mem64)])
        #expect(scene.plan().bar(0)?.words == ["0x0-0x10000 reflect bar.unaligned"])
    }

    @Test func anUpperHalfThatVFIOAnswersFor() {
        var scene = DeviceFixture(bars: [(0, 0xfe80_0000, 0x10000, DeviceFixture.mem64)])
        scene.vfio = VFIORecord(
            regions: [.init(0, size: 0x10000), .init(1, size: 0x10000)])
        let plan = scene.plan()
        #expect(plan.bar(0)?.runs == ["0x0-0x10000"])
        #expect(plan.bar(1)?.words == ["0x0-0x10000 conflict bar.upper-half"])
    }

    @Test func anUnreadableFunctionMayBeANeighbor() throws {
        var machine = DeviceFixture(bars: [(0, 0xfebf_0000, 0x100, DeviceFixture.mem32)]).machine
        var other = DeviceSnapshot(address: try #require(BusAddress("0000:02:00.0")))
        other.readErrors = [ReadError(.resources, .failed, "gone")]
        machine.devices.append(other)
        let rest = { (machine: Machine) in
            PageNeighbors(machine).rest(ofPage: 0x1000, behind: 0xfebf_0000, size: 0x100)
        }
        #expect(rest(machine) == .unread(other.address))
        machine.devices[1].readErrors = []
        #expect(rest(machine) == .free)
    }

    @Test func configurationSpaceOfNobody() {
        var machine = DeviceFixture(
            bars: [(0, 0xfe80_0000, 0x10000, DeviceFixture.mem64)],
            msix: .init(16, table: (0, 0), pba: (0, 0x1000))
        ).machine
        machine.devices[0].config = [UInt8](repeating: 0, count: 4096)
        let planner = Planner(
            options: PlanOptions(pageSize: .size4K), facts: machine.host,
            neighborhood: Neighborhood(machine))
        let plan = planner.plan(Device(machine.devices[0]), tdisp: nil)
        #expect(plan.bar(0)?.words == ["0x0-0x10000 unknown msix.unknown"])
        #expect(plan.rules(.error) == ["config.chain", "msix.unknown"])
    }

    @Test(arguments: [UInt32(0x060400), 0x060700])
    func aBridgeByItsClassAlone(code: UInt32) {
        var machine = DeviceFixture(bars: [(0, 0xfe80_0000, 0x10000, DeviceFixture.mem32)]).machine
        machine.devices[0].identity.classCode = code
        let planner = Planner(
            options: PlanOptions(pageSize: .size4K), facts: machine.host,
            neighborhood: Neighborhood(machine))
        #expect(planner.plan(Device(machine.devices[0]), tdisp: nil).mappedBytes == 0)
    }

    @Test func sumsDoNotWrap() {
        let scene = DeviceFixture(
            bars: [(0, 0, 1 << 63, DeviceFixture.mem64), (2, 0, 1 << 63, DeviceFixture.mem64)])
        #expect(scene.plan().size == .max)
    }
}
