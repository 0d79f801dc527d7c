import PCISnapshot
import Testing

@testable import MappingPolicy

/// Layouts of real devices and known troublemakers, each with the extents that must come out.
struct WorkedExampleTests {
    private static let bar64K = [
        (index: 0, start: UInt64(0xfe80_0000), size: UInt64(0x10000), flags: DeviceFixture.mem64)
    ]

    @Test func intelI350HasATableBAR() {
        let scene = DeviceFixture(
            bars: [(3, 0xfbf8_0000, 0x4000, DeviceFixture.mem32)],
            msix: .init(10, table: (3, 0), pba: (3, 0x2000)))
        #expect(
            scene.plan().bar(3)?.words == [
                "0x0-0xa0 emulate msix.table",
                "0xa0-0x1000 reflect page.shared < msix.table",
                "0x1000-0x2000 direct bar.memory",
                "0x2000-0x2008 emulate msix.pba",
                "0x2008-0x3000 reflect page.shared < msix.pba",
                "0x3000-0x4000 direct bar.memory",
            ])
        #expect(scene.plan(pba: .direct).bar(3)?.runs == ["0x1000-0x4000"])
    }

    @Test func kioxiaTableIsNotAligned() {
        let scene = DeviceFixture(
            bars: Self.bar64K, msix: .init(129, table: (0, 0x5200), pba: (0, 0xd600)))
        let plan = scene.plan()
        #expect(plan.bar(0)?.runs == ["0x0-0x5000", "0x6000-0xd000", "0xe000-0x10000"])
        let shared = plan.findings.filter { $0.rule == .msixSharedPage }.map(\.range)
        #expect(shared == [ByteRange(0x5000, 0x5200), ByteRange(0x5a10, 0x6000)])
        #expect(plan.bar(0)?.stranded.at4K == 0x17d8)
        #expect(plan.bar(0)?.stranded.at64K == 0xf7d8)
        let wide = scene.plan(.size64K)
        #expect(wide.bar(0)?.runs == [])
        #expect(wide.rules(.warning).contains("msix.bar-lost"))
    }

    @Test func tableThatCrossesAPageTakesBoth() {
        let scene = DeviceFixture(
            bars: [(0, 0xf000_0000, 0x10000, DeviceFixture.mem32)],
            msix: .init(256, table: (0, 0x1800), pba: (0, 0x3000)))
        #expect(scene.plan().bar(0)?.runs == ["0x0-0x1000", "0x4000-0x10000"])
        #expect(scene.plan(pba: .direct).bar(0)?.runs == ["0x0-0x1000", "0x3000-0x10000"])
    }

    @Test func tableAtTheEndOfTheBAR() {
        let scene = DeviceFixture(
            bars: [(0, 0xf000_0000, 0x100000, DeviceFixture.mem64)],
            msix: .init(64, table: (0, 0xff800), pba: (0, 0xffc00)))
        #expect(scene.plan().bar(0)?.runs == ["0x0-0xff000"])
    }

    @Test func pbaInAnotherBARCostsThatBAROnePage() {
        let scene = DeviceFixture(
            bars: [
                (0, 0xf000_0000, 0x100000, DeviceFixture.mem64),
                (4, 0xf020_0000, 0x4000, DeviceFixture.mem64),
            ],
            msix: .init(32, table: (4, 0), pba: (0, 0x1000)))
        #expect(scene.plan().bar(0)?.runs == ["0x0-0x1000", "0x2000-0x100000"])
        #expect(scene.plan().bar(4)?.runs == ["0x1000-0x4000"])
    }

    @Test func aBARThatIsAllMSIX() {
        let scene = DeviceFixture(
            bars: [(1, 0xf000_0000, 0x1000, DeviceFixture.mem32)],
            msix: .init(16, table: (1, 0), pba: (1, 0x800)))
        #expect(scene.plan().bar(1)?.runs == [])
    }

    @Test func tableAndPBAShareA64KPage() {
        let scene = DeviceFixture(
            bars: [(0, 0xf000_0000, 0x20000, DeviceFixture.mem64)],
            msix: .init(1024, table: (0, 0x8000), pba: (0, 0xc000)))
        let plan = scene.plan(.size64K)
        #expect(plan.bar(0)?.runs == ["0x10000-0x20000"])
        let shared = plan.findings.filter { $0.rule == .msixSharedPage }.map(\.range)
        #expect(shared == [ByteRange(0, 0x8000), ByteRange(0xc080, 0x10000)])
    }

    @Test func portsAreNeverMapped() {
        let scene = DeviceFixture(bars: [(0, 0xe000, 0x100, .io)])
        #expect(scene.plan().bar(0)?.words == ["0x0-0x100 reflect bar.io"])
    }

    @Test func hugeBARsAreOneExtent() {
        let scene = DeviceFixture(bars: [(0, 1 << 40, 1 << 38, DeviceFixture.mem64)])
        #expect(scene.plan(.size64K).bar(0)?.words == ["0x0-0x4000000000 direct bar.memory"])
    }

    @Test func fileOffsetsArePredictedAsVfioPciLaysThemOut() {
        let scene = DeviceFixture(bars: [(2, 0xf000_0000, 0x2000, DeviceFixture.mem64)])
        #expect(scene.plan().bar(2)?.mmaps.map(\.fileOffset) == [2 << 40])
    }
}
