import MappingPolicy
import PCIDecoding
import PCISnapshot
import Rendering

/// The chosen devices planned for one page size, one device at a time as a renderer asks for it.
struct PageSizePlan {
    let page: PageSize
    let devices: [Device]
    private let planner: Planner
    private let source: Evidence

    init(_ page: PageSize, _ planner: Planner, _ devices: [Device], _ source: Evidence) {
        self.page = page
        self.planner = planner
        self.devices = devices
        self.source = source
    }

    /// The plan for a device.
    func plan(_ device: Device) -> DevicePlan { planner.plan(device) }

    /// What could be changed.
    func advice(_ plan: DevicePlan, _ device: Device) -> [Advice] {
        planner.advice(on: plan, for: device)
    }

    /// What a plan rests on.
    func evidence(_ plan: DevicePlan) -> PlanEvidence {
        PlanEvidence(source, isLive: plan.isLive)
    }
}
