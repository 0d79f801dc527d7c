import PCIDecoding
import TestSupport
import Testing

@testable import MappingPolicy

/// The interval code against the model that looks at every eight bytes.
struct UnitModelTests {
    @Test func bothAgreeOnRandomDevices() {
        var random = SeededGenerator(seed: 6)
        var compared = 0
        for round in 0..<4000 {
            let scene = DeviceFixture.random(&random, small: true)
            let page = random.pick(PageSize.standard)
            let plan = scene.plan(page)
            for bar in scene.bars {
                let model = UnitModel(scene: scene, page: page.bytes)
                guard let expected = model.classes(bar), let found = plan.bar(bar.index) else {
                    continue
                }
                compared += 1
                if let place = disagreement(found, expected) {
                    Issue.record("round \(round), \(page.bytes), BAR \(bar): \(place), \(scene)")
                }
            }
        }
        #expect(compared > 4000)
    }

    private func disagreement(_ plan: BARPlan, _ expected: [MappingClass]) -> String? {
        if UInt64(expected.count) * UnitModel.unit != plan.bar.size {
            return "\(expected.count) units, not \(plan.bar.size) bytes"
        }
        for extent in plan.extents {
            // An extent may start inside a unit only where an area is not a multiple of units.
            let units = extent.range.start / UnitModel.unit..<extent.range.end / UnitModel.unit
            for unit in units where expected[Int(unit)] != extent.verdict.mappingClass {
                return "at \(unit * UnitModel.unit): \(expected[Int(unit)].name), not "
                    + extent.verdict.mappingClass.name
            }
        }
        return nil
    }
}
