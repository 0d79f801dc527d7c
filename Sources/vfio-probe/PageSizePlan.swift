import MappingPolicy
import PCIDecoding
import PCISnapshot
import Rendering

/// The chosen devices planned for one page size, one device at a time as a renderer asks for it.
struct PageSizePlan {
    let page: PageSize
    let subjects: [Subject]
    private let planner: Planner
    private let source: Evidence

    init(_ page: PageSize, _ planner: Planner, _ subjects: [Subject], _ source: Evidence) {
        self.page = page
        self.planner = planner
        self.subjects = subjects
        self.source = source
    }

    /// The plan for a device.
    func plan(_ subject: Subject) -> DevicePlan {
        planner.plan(subject.device, tdisp: subject.tdisp)
    }

    /// What could be changed.
    func advice(_ plan: DevicePlan, _ subject: Subject) -> [Advice] {
        planner.advice(on: plan, for: subject.device, tdisp: subject.tdisp)
    }

    /// What a plan rests on.
    func evidence(_ plan: DevicePlan) -> PlanEvidence {
        PlanEvidence(source, isLive: plan.isLive)
    }
}
