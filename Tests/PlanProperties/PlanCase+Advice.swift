public import MappingPolicy
import PCIDecoding
import PCISnapshot

extension PlanCase {
    /// Nothing is promised that the plan does not lack, and an explanation is the plan's.
    public func adviceProblem(_ plan: DevicePlan) -> String? {
        let planner = Planner(
            options: PlanOptions(pageSize: plan.pageSize, pba: pba, confidential: confidential),
            facts: machine.host, neighbourhood: Neighbourhood(machine))
        for bar in plan.bars {
            let story = planner.explain(device, bar: bar.bar.index, tdisp: tdisp)
            if story?.extents != bar.extents {
                return "BAR \(bar.bar.index) is explained otherwise"
            }
        }
        // Of six BARs of 2^63 bytes: more than 64 bits.
        let lacking = plan.bars.reduce(UInt128(0)) {
            $0 + UInt128($1.bar.size - $1.bytes(of: .direct))
        }
        for advice in planner.advice(on: plan, for: device, tdisp: tdisp) {
            if let gain = advice.gain, gain == 0 || UInt128(gain) > lacking {
                return "\(advice.kind) promises \(gain) of \(lacking) bytes"
            }
        }
        return nil
    }
}
