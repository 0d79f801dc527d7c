public import MappingPolicy
import PCIDecoding
import PCISnapshot

extension PlanCase {
    /// Nothing is promised that the plan does not lack.
    public func adviceProblem(_ plan: DevicePlan) -> String? {
        let planner = planner(plan.pageSize)
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
