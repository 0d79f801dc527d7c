import PCIDecoding
import PCISnapshot
import Testing

@testable import MappingPolicy

struct AdviceTests {
    private func advice(_ scene: DeviceFixture, _ page: PageSize = .size4K) -> [Advice] {
        let machine = scene.machine
        let planner = Planner(
            options: PlanOptions(pageSize: page), facts: machine.host,
            neighborhood: Neighborhood(machine))
        let device = Device(machine.devices[0])
        return planner.advice(
            on: planner.plan(device, tdisp: nil), for: device, tdisp: nil)
    }

    private func relocations(_ scene: DeviceFixture, _ page: PageSize = .size4K) -> [MSIXRelocation]
    {
        advice(scene, page).compactMap { one in
            if case .msixRelocation(let target) = one { target } else { nil }
        }
    }

    private func scene(_ size: UInt64, entries: Int, table: UInt64, pba: UInt64) -> DeviceFixture {
        DeviceFixture(
            bars: [(0, 0x1_0000_0000, size, DeviceFixture.mem64)],
            msix: .init(entries, table: (0, table), pba: (0, pba)))
    }

    @Test(arguments: [
        // BAR size, entries, page; new slot's size and PBA; existing BAR's size, table, PBA
        (
            UInt64(0x10000), 16, PageSize.size4K, UInt64(0x1000), UInt64(0x100), UInt64(0x20000),
            UInt64(0x10000), UInt64(0x10100)
        ),
        (0x40000, 16, .size64K, 0x10000, 0x100, 0x80000, 0x40000, 0x40100),
        (0x20000, 2048, .size4K, 0x10000, 0x8000, 0x40000, 0x20000, 0x28000),
        (0x10000, 129, .size4K, 0x1000, 0x810, 0x20000, 0x10000, 0x10810),
    ])
    func sizesAreQEMUsOwn(
        size: UInt64, entries: Int, page: PageSize, new: UInt64, newPBA: UInt64, grown: UInt64,
        table: UInt64, pba: UInt64
    ) throws {
        let targets = relocations(
            scene(size, entries: entries, table: 0x200, pba: size - 0x200), page)
        let slot = try #require(targets.first)
        #expect(slot.isNew && slot.bar == 2)
        #expect([slot.size, slot.tableOffset, slot.pbaOffset] == [new, 0, newPBA])
        let bar = try #require(targets.first { $0.bar == 0 })
        #expect([bar.size, bar.tableOffset, bar.pbaOffset] == [grown, table, pba])
    }

    @Test func theGainIsWhatMSIXCosts() throws {
        let scene = scene(0x10000, entries: 129, table: 0x5200, pba: 0xd600)
        #expect(try #require(relocations(scene).first).gain == 0x2000)
        #expect(try #require(relocations(scene, .size64K).first).gain == 0x10000)
    }

    @Test func someSlotsCannotTakeIt() {
        var scene = scene(0x10000, entries: 16, table: 0x200, pba: 0x3000)
        scene.bars.append((2, 0x1_8000_0000, 1 << 31, DeviceFixture.mem32))  // above 1 GiB
        scene.bars.append((3, 0xe000, 0x100, .io))
        // Slot 5 is its upper half.
        scene.bars.append((4, 0x2_0000_0000, 0x4000, DeviceFixture.mem64))
        #expect(relocations(scene).map(\.bar) == [4, 0])
    }

    @Test func anUnusedSlotFirstThenTheSmallestGrowth() {
        var scene = scene(0x40000, entries: 16, table: 0x200, pba: 0x3000)
        scene.bars.append((2, 0x1_8000_0000, 0x4000, DeviceFixture.mem64))
        #expect(relocations(scene).map(\.bar) == [4, 2, 0])
    }

    @Test func nothingIsSaidWhereNothingIsLost() {
        let scene = DeviceFixture(bars: [(0, 0x1_0000_0000, 0x100000, DeviceFixture.mem64)])
        #expect(advice(scene).isEmpty)
    }

    @Test func smallBARsCanHavePagesOfTheirOwn() throws {
        var scene = DeviceFixture(bars: [(0, 0xfebf_0800, 0x100, DeviceFixture.mem32)])
        let found = advice(scene, .size64K).compactMap(\.option)
        #expect(found == ["pci=resource_alignment=16@0000:01:00.0"])
        scene.bars[0].start = 0xfebf_0000
        #expect(advice(scene).compactMap(\.option).isEmpty)
    }

    @Test func aDesignersProblemsAreNamed() {
        let scene = scene(0x10000, entries: 129, table: 0x5200, pba: 0xd600)
        let kinds = advice(scene).map(\.kind)
        #expect(kinds.last == "design")
        let clean = DeviceFixture(
            bars: [
                (0, 0x1_0000_0000, 0x10000, DeviceFixture.mem64),
                (2, 0x1_0001_0000, 0x10000, DeviceFixture.mem64),
            ],
            msix: .init(2048, table: (2, 0), pba: (2, 0x8000)))
        #expect(
            !advice(clean).contains { if case .design(let d) = $0 { d.bar == 0 } else { false } })
    }
}
