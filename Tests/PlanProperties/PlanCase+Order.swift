public import MappingPolicy
import PCISnapshot

extension PlanCase {
    /// The same facts in reverse order give the same plan.
    public func orderProblem(_ plan: DevicePlan) -> String? {
        var machine = machine
        for device in machine.devices.indices {
            machine.devices[device].resources.reverse()
            machine.devices[device].vfio?.regions.reverse()
            machine.devices[device].vfio?.irqs.reverse()
            machine.devices[device].vfio?.features.reverse()
        }
        machine.devices.reverse()
        for neighbor in machine.host.neighbors.indices {
            machine.host.neighbors[neighbor].resources.reverse()
        }
        machine.host.neighbors.reverse()
        var reversed = PlanCase(
            machine, index: machine.devices.count - 1 - index, pba: pba,
            confidential: confidential)
        reversed.tdisp = tdisp
        let other = reversed.plan(plan.pageSize)
        if other.bars != plan.bars { return "BARs depend on the order of facts" }
        if other.findings != plan.findings {
            let told = (plan.findings + other.findings).map(\.text).joined(separator: "\n")
            return "findings depend on the order of facts:\n\(told)"
        }
        return other == plan ? nil : "the plan depends on the order of facts"
    }
}
