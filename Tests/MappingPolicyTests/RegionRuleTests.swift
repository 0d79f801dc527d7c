import PCISnapshot
import Testing

@testable import MappingPolicy

/// What VFIO answers wins over what sysfs lets expect, as far as it makes sense.
struct RegionRuleTests {
    private func scene(_ region: VFIORecord.Region, size: UInt64 = 0x10000) -> DeviceFixture {
        var scene = DeviceFixture(bars: [(0, 0xfe80_0000, size, DeviceFixture.mem64)])
        scene.vfio = VFIORecord(regions: [region])
        return scene
    }

    @Test(arguments: [
        (UInt32(7), ["0x0-0x10000"], Protection.readWrite), (5, ["0x0-0x10000"], .read),
        (6, ["0x0-0x10000"], .write), (4, [], .read), (3, [], .read), (0, [], .read),
    ])
    func flagsDecideWhatAMappingMayDo(flags: UInt32, runs: [String], protection: Protection) {
        let bar = scene(.init(0, size: 0x10000, flags: .init(rawValue: flags))).plan().bar(0)
        #expect(bar?.runs == runs)
        #expect(bar?.mmaps.allSatisfy { $0.protection == protection } == true)
    }

    @Test func areasAreTakenAsTheyAre() {
        let scene = scene(
            .init(0, size: 0x10000, sparse: [.init(0, 0x4000), .init(0x8000, 0x8000)]))
        #expect(
            scene.plan().bar(0)?.words == [
                "0x0-0x4000 direct region.sparse-area",
                "0x4000-0x8000 reflect region.outside-sparse-area",
                "0x8000-0x10000 direct region.sparse-area",
            ])
    }

    @Test func anAreaThatEndsInsideAPageLosesThatPage() {
        let scene = scene(.init(0, size: 0x10000, sparse: [.init(0, 0x4800)]))
        #expect(
            scene.plan().bar(0)?.words == [
                "0x0-0x4000 direct region.sparse-area",
                "0x4000-0x4800 reflect page.shared < region.outside-sparse-area",
                "0x4800-0x10000 reflect region.outside-sparse-area",
            ])
    }

    /// Areas as told, the page size, what is said about them, and what is mapped all the same.
    struct AreaCase: Sendable {
        let areas: [RegionInfo.Area]
        var page = PageSize.size4K
        let rule: String
        let runs: [String]
    }

    @Test(arguments: [
        AreaCase(
            areas: [.init(0x1000, 0xf000)], page: .size64K, rule: "region.area-unaligned", runs: []),
        AreaCase(areas: [.init(0x800, 0x8000)], rule: "region.area-unaligned", runs: []),
        AreaCase(
            areas: [.init(0x8000, 0x10000)], rule: "region.area-out-of-range",
            runs: ["0x8000-0x10000"]),
        AreaCase(areas: [.init(0x20000, 0x1000)], rule: "region.area-out-of-range", runs: []),
        AreaCase(
            areas: [.init(0x8000, .max)], rule: "region.area-out-of-range",
            runs: ["0x8000-0x10000"]),
        AreaCase(
            areas: [.init(0x8000, 0x4000), .init(0, 0x4000)], rule: "region.areas-unsorted",
            runs: ["0x0-0x4000", "0x8000-0xc000"]),
        AreaCase(
            areas: [.init(0, 0x6000), .init(0x4000, 0x4000)], rule: "region.areas-unsorted",
            runs: ["0x0-0x8000"]),
    ])
    func whatIsWrongWithAreasIsSaid(test: AreaCase) {
        var scene = scene(.init(0, size: 0x10000, sparse: test.areas))
        scene.hostPage = test.page.bytes
        let plan = scene.plan(test.page)
        #expect(plan.findings.map(\.rule.name).contains(test.rule))
        #expect(plan.bar(0)?.runs == test.runs)
    }

    @Test func anEmptyAreaIsNoArea() {
        let plan = scene(.init(0, size: 0x10000, sparse: [.init(0, 0)])).plan()
        #expect(plan.bar(0)?.words == ["0x0-0x10000 reflect region.outside-sparse-area"])
        #expect(plan.rules(.error).isEmpty && plan.rules(.warning).isEmpty)
    }

    @Test func theLiveSizeIsUsed() {
        let plan = scene(.init(0, size: 0x8000)).plan()
        #expect(plan.bar(0)?.runs == ["0x0-0x8000"])
        #expect(plan.rules(.warning) == ["region.size-differs"])
    }

    @Test func theEndOfAnOddRegionIsNotMapped() {
        let plan = scene(.init(0, size: 0x9800)).plan()
        #expect(
            plan.bar(0)?.words == [
                "0x0-0x9000 direct bar.memory", "0x9000-0x9800 reflect page.shared < bar.end",
            ])
    }

    @Test func aRegionThatOnlyVFIOKnows() {
        var scene = scene(.init(4, size: 0x20_0000, sparse: [.init(0, 0x10_0000)]))
        scene.bars = []
        #expect(scene.plan().bar(4)?.runs == ["0x0-0x100000"])
        #expect(scene.plan().rules(.warning) == ["region.size-differs"])
    }

    @Test func aReplyThatIsNoneMapsNothing() {
        let plan = scene(.init(index: 0, info: [0x20, 0, 0, 0, 7])).plan()
        #expect(plan.bar(0)?.words == ["0x0-0x10000 unknown region.malformed"])
        #expect(plan.findings.first { $0.rule == .regionMalformed }?.bar == 0)
    }

    @Test func sparseAreasDoNotUntrapTheTable() {
        var scene = scene(.init(0, size: 0x10000, sparse: [.init(0, 0x10000)]))
        scene.msix = .init(16, table: (0, 0x4000), pba: (0, 0x5000))
        let plan = scene.plan()
        #expect(plan.bar(0)?.runs == ["0x0-0x4000", "0x6000-0x10000"])
        #expect(plan.rules(.warning).contains("msix.sparse-overlap"))
    }

    /// Findings come in the order of the BARs, whatever order the kernel's answers are in.
    @Test func sizesThatDifferAreToldInTheOrderOfBARs() {
        var scene = scene(.init(0, size: 0x8000))
        scene.bars.append((4, 0xfd00_0000, 0x10000, DeviceFixture.mem32))
        let answers = [4, 2, 1, 0].map { VFIORecord.Region($0, size: 0x2_0000) }
        for regions in [answers, answers.reversed()] {
            scene.vfio = VFIORecord(regions: regions)
            let findings = scene.plan().findings.filter { $0.rule == .regionSizeDiffers }
            #expect(findings.map(\.bar) == [0, 1, 2, 4])
        }
    }

    /// A live answer was given at the host's page size; a plan for another one judges anew what
    /// depends on it.
    @Test(arguments: [
        // size, MMAP flag, host page, plan page, mapped?
        (UInt64(0x4000), true, UInt64(4096), PageSize.size64K, false),
        (0x4000, true, 65536, .size4K, true),
        (0x4000, false, 65536, .size4K, true),
        (0x4000, false, 4096, .size64K, false),
        (0x10000, false, 4096, .size64K, false),
        (0x10000, false, 65536, .size4K, false),
        (0x10000, true, 4096, .size64K, true),
    ])
    func answersAtAnotherPageSize(
        size: UInt64, mappable: Bool, host: UInt64, page: PageSize, mapped: Bool
    ) {
        let flags: RegionInfo.Flags = mappable ? [.read, .write, .mmap] : [.read, .write]
        var scene = scene(.init(0, size: size, flags: flags), size: size)
        scene.bars[0].start = 0xfe80_4000
        if size == 0x10000 { scene.bars[0].start = 0xfe80_0000 }
        scene.hostPage = host
        #expect((scene.plan(page).mappedBytes > 0) == mapped)
    }
}
