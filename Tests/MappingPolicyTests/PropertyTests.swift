import PCIDecoding
import PCISnapshot
import PlanProperties
import TestSupport
import Testing

@testable import MappingPolicy

/// What holds for every plan, checked on random devices (Rules.md, "Invariants").
struct PropertyTests {
    /// Together with the pairs of the other tests well over 100,000 devices a run.
    static let rounds = 100_000

    @Test func everyPlanIsSound() {
        var random = SeededGenerator(seed: 3)
        for round in 0..<Self.rounds {
            let scene = PlanCase(DeviceFixture.random(&random).machine)
            let page = random.pick(PageSize.standard)
            let plan = scene.plan(page)
            let problem =
                scene.shapeProblem(plan) ?? scene.structureProblem(plan)
                ?? scene.undecidedProblem(plan)
            guard let problem else { continue }
            Issue.record("round \(round) at \(page.bytes): \(problem)")
        }
    }

    @Test func whatChangesAPlanAndWhatDoesNot() {
        var random = SeededGenerator(seed: 4)
        for round in 0..<Self.rounds / 10 {
            let scene = PlanCase(DeviceFixture.random(&random).machine)
            let page = random.pick(PageSize.standard)
            let plan = scene.plan(page)
            let problem =
                scene.largerPageProblem(plan) ?? scene.orderProblem(plan)
                ?? scene.tableMoveProblem(page) ?? scene.explanationProblem(plan)
                ?? scene.selectionProblem(plan)
            guard let problem else { continue }
            Issue.record("round \(round) at \(page.bytes): \(problem)")
        }
    }

    @Test func strandedIsTheSameWhateverPageSizeIsPlannedFor() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<5000 {
            let scene = DeviceFixture.random(&random)
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

    /// Facts have no order: resources, regions and areas may come in any.
    @Test func theOrderOfFactsDoesNotMatter() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<Self.rounds / 10 {
            var scene = DeviceFixture.random(&random)
            let plan = scene.plan()
            scene.bars.shuffle(using: &random)
            scene.others.shuffle(using: &random)
            scene.vfio?.regions.shuffle(using: &random)
            let shuffled = scene.plan()
            if plan.bars != shuffled.bars { Issue.record("\(scene.bars) depend on their order") }
        }
    }
}
