import FuzzSupport
import MappingPolicy
import PCISnapshot
import PlanProperties

/// A machine made straight of the input's bytes, and what must hold for every plan.
///
/// The same properties as the target `plan` checks, without JSON between the mutation and the
/// rules: nearly every input is a device.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    var layout = Layout(supply: ByteSupply(data, count))
    let sizes: [UInt64] = [4096, 8192, 16384, 32768, 65536]
    guard let page = PageSize(layout.supply.pick(sizes)), let device = layout.device() else {
        return -1
    }
    let host = HostFacts(
        pageSize: layout.supply.pick(sizes), kernel: layout.supply.pick([nil, "4.15.1", "6.18.0"]),
        complete: layout.supply.flag())
    let pba = layout.supply.pick(PlanOptions.PBAPolicy.allCases)
    let confidential = layout.supply.flag()
    let machine = Machine(host: host, devices: [device] + layout.neighbors())
    let subject = PlanCase(machine, pba: pba, confidential: confidential)
    if let problem = subject.problem(page) { fatalError(problem) }
    return 0
}
