import PCISnapshot
import Testing

@testable import MappingPolicy

struct MSIXRuleTests {
    private static let bars = [
        (index: 0, start: UInt64(0xf000_0000), size: UInt64(0x10000), flags: DeviceFixture.mem64),
        (index: 2, start: UInt64(0xe000), size: UInt64(0x100), flags: .io),
    ]

    @Test(arguments: [
        (7, UInt64(0x1000), "msix.bir-reserved"), (6, 0x1000, "msix.bir-reserved"),
        (2, 0, "msix.bir-no-bar"), (1, 0, "msix.bir-no-bar"), (5, 0, "msix.bir-no-bar"),
        (0, 0x20000, "msix.table-outside-bar"),
    ])
    func aTableThatIsNowhereIsAnError(bar: Int, offset: UInt64, rule: String) {
        let scene = DeviceFixture(
            bars: Self.bars, msix: .init(8, table: (bar, offset), pba: (0, 0x8000)))
        let plan = scene.plan()
        #expect(plan.rules(.error) == [rule])
        #expect(plan.bar(0)?.words == ["0x0-0x10000 unknown \(rule)"])
    }

    @Test func thePartOfATableInsideItsBARStaysTrapped() {
        let scene = DeviceFixture(
            bars: Self.bars, msix: .init(256, table: (0, 0xf800), pba: (0, 0)))
        let plan = scene.plan()
        #expect(plan.rules(.error) == ["msix.table-outside-bar"])
        #expect(plan.bar(0)?.words.last == "0xf800-0x10000 emulate msix.table")
    }

    @Test func tableOverPBA() {
        let scene = DeviceFixture(
            bars: Self.bars, msix: .init(8, table: (0, 0x1000), pba: (0, 0x1040)))
        let plan = scene.plan()
        #expect(plan.rules(.error) == ["msix.table-pba-overlap"])
        #expect(plan.bar(0)?.bytes(of: .emulate) == 128)
    }

    @Test func chelsioQuirk() {
        var scene = DeviceFixture(
            bars: [(0, 0xf000_0000, 0x2000, DeviceFixture.mem64)],
            msix: .init(8, table: (0, 0), pba: (0, 0x8000)))
        #expect(scene.plan().rules(.error) == ["msix.pba-outside-bar"])
        scene.vendor = 0x1425
        scene.device = 0x5811
        #expect(scene.plan().rules(.error) == [])
        #expect(scene.plan().rules(.info) == ["quirk.chelsio-t5-vf"])
        #expect(scene.plan().bar(0)?.words.contains("0x1000-0x1008 emulate msix.pba") == true)
    }

    @Test func baiduQuirkAppliesOnlyOutsideTheBAR() {
        var scene = DeviceFixture(
            vendor: 0x1d22, device: 0x3685, bars: [(0, 0xf000_0000, 0x10000, DeviceFixture.mem64)],
            msix: .init(32, table: (0, 0x8000), pba: (0, 0x460000)))
        #expect(scene.plan().rules(.info) == ["quirk.baidu-kunlun-vf"])
        #expect(scene.plan().bar(0)?.words.contains("0xb400-0xb408 emulate msix.pba") == true)
        scene.msix?.pba.offset = 0x9000
        #expect(scene.plan().rules(.info) == [])
    }

    @Test func movingTheTableByAPageMovesItsHole() {
        for page in PageSize.standard {
            for offset in stride(from: UInt64(0), to: 0x80000, by: 0x2e8) {
                let plans = [offset, offset + page.bytes].map { offset in
                    DeviceFixture(
                        bars: [(0, 0xf000_0000, 0x100000, DeviceFixture.mem64)],
                        msix: .init(40, table: (0, offset & ~7), pba: (3, 0))
                    ).plan(page)
                }
                let holes = plans.map { plan in
                    page.touched(
                        by: plan.bar(0)?.extents.first { $0.verdict.rule == .msixTable }?.range
                            ?? ByteRange(0, 0))
                }
                #expect(holes[1].start == holes[0].start + page.bytes)
                #expect(holes[1].count == holes[0].count)
            }
        }
    }
}
