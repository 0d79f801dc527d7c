import PCIDecoding
import PCISnapshot
import TestSupport
import Testing

@testable import MappingPolicy

/// What holds for every plan, checked on random devices (rules of the plan, page by page sizes).
struct PropertyTests {
    /// Together with the pairs of the other tests well over 100,000 devices a run.
    static let rounds = 100_000

    @Test func everyPlanIsSound() {
        var random = SeededGenerator(seed: 3)
        for round in 0..<Self.rounds {
            let scene = Scene.random(&random)
            let page = random.pick(PageSize.standard)
            for bar in scene.plan(page).bars {
                guard let problem = problem(bar, page) ?? misses(scene, bar) else { continue }
                Issue.record("round \(round) at \(page.bytes): \(problem)")
            }
        }
    }

    @Test func largerPagesNeverMapMoreButForSubPageBARs() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<Self.rounds / 10 {
            var scene = Scene.random(&random)
            // A live answer belongs to one page size.
            scene.vfio = nil
            let plans = PageSize.standard.map { scene.plan($0) }
            for (small, large) in zip(plans, plans.dropFirst()) {
                for (one, other) in zip(small.bars, large.bars)
                where one.bar.size >= large.pageSize.bytes {
                    for run in other.mmaps {
                        if one.mmaps.contains(where: { $0.range.contains(run.range) }) { continue }
                        Issue.record("\(run.range) is mapped at larger pages only")
                    }
                }
            }
        }
    }

    @Test func strandedIsTheSameWhateverPageSizeIsPlannedFor() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<5000 {
            let scene = Scene.random(&random)
            let plans = PageSize.standard.map { scene.plan($0) }
            for index in plans[0].bars.indices {
                let bars = plans.map { $0.bars[index] }
                #expect(bars.allSatisfy { $0.stranded == bars[0].stranded })
                let lost = bars.map { bar in
                    bar.extents.reduce(UInt64(0)) { bytes, extent in
                        extent.verdict.rule == .pageShared ? bytes + extent.range.count : bytes
                    }
                }
                #expect(lost == bars[0].stranded.bySize.map(\.bytes))
            }
        }
    }

    /// Coverage, order, page boundaries.
    private func problem(_ plan: BARPlan, _ page: PageSize) -> String? {
        var position: UInt64 = 0
        for extent in plan.extents {
            if extent.range.start != position || extent.range.isEmpty {
                return "extents leave a gap"
            }
            position = extent.range.end
        }
        if position != plan.bar.size { return "extents end at \(position)" }
        for (one, next) in zip(plan.mmaps, plan.mmaps.dropFirst())
        where one.range.end >= next.range.start { return "runs touch" }
        for mapping in plan.mmaps {
            if !page.isAligned(mapping.range.start) || !page.isAligned(mapping.range.end) {
                return "a run is not made of pages"
            }
            if mapping.range.end > page.up(plan.bar.size) { return "a run leaves the BAR" }
            for extent in plan.extents
            where !extent.verdict.isDirect && extent.range.overlaps(mapping.range) {
                return "a run meets \(extent.verdict.rule.name)"
            }
        }
        let mapped = plan.mmaps.reduce(0) {
            $0 + $1.range.intersection(ByteRange(0, plan.bar.size)).count
        }
        return mapped == plan.bytes(of: .direct) ? nil : "direct bytes are not the mapped ones"
    }

    /// Table and PBA bytes are not mapped, seen from the capability itself.
    private func misses(_ scene: Scene, _ plan: BARPlan) -> String? {
        guard let msix = scene.msix else { return nil }
        let whole = ByteRange(0, plan.bar.size)
        let table = ByteRange(start: msix.table.offset, count: 16 * UInt64(msix.entries))
            .intersection(whole)
        let pba = ByteRange(
            start: msix.pba.offset, count: 8 * ((UInt64(msix.entries) + 63) / 64)
        ).intersection(whole)
        for mapping in plan.mmaps {
            if msix.table.bar == plan.bar.index, mapping.range.overlaps(table) { return "table" }
            if msix.pba.bar == plan.bar.index, mapping.range.overlaps(pba) { return "PBA" }
        }
        return nil
    }

    /// Facts have no order: resources, regions and areas may come in any.
    @Test func theOrderOfFactsDoesNotMatter() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<Self.rounds / 10 {
            var scene = Scene.random(&random)
            let plan = scene.plan()
            scene.bars.shuffle(using: &random)
            scene.others.shuffle(using: &random)
            scene.vfio?.regions.shuffle(using: &random)
            let shuffled = scene.plan()
            if plan.bars != shuffled.bars { Issue.record("\(scene.bars) depend on their order") }
        }
    }
}
