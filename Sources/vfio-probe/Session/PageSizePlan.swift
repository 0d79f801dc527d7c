import MappingPolicy
import PCIDecoding
import PCISnapshot
import Rendering

/// The chosen devices planned for one page size, one device at a time as a renderer asks for it.
struct PageSizePlan {
    let page: PageSize
    let targets: [PlanTarget]
    private let planner: Planner
    private let source: Evidence

    init(_ page: PageSize, _ planner: Planner, _ targets: [PlanTarget], _ source: Evidence) {
        self.page = page
        self.planner = planner
        self.targets = targets
        self.source = source
    }

    /// The plan for a device.
    func plan(_ target: PlanTarget) -> DevicePlan {
        planner.plan(target.device, tdisp: target.tdisp)
    }

    /// What could be changed.
    func advice(_ plan: DevicePlan, _ target: PlanTarget) -> [Advice] {
        planner.advice(on: plan, for: target.device, tdisp: target.tdisp)
    }

    /// What a plan rests on.
    func evidence(_ plan: DevicePlan) -> PlanEvidence {
        PlanEvidence(source, isLive: plan.isLive)
    }
}
