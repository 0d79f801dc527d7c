import MappingPolicy
import PCISnapshot
import PlanProperties
import SnapshotFile

/// From a snapshot file to a plan, and what must hold for every one.
///
/// The file has no room for options: its checksum chooses them, the page size and the device.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard let machine = try? SnapshotFile.decode(bytes, name: "fuzz"), !machine.devices.isEmpty
    else { return 0 }
    let choice = bytes.reduce(0) { $0 &* 31 &+ UInt64($1) }
    let subject = PlanCase(
        machine, index: Int(choice >> 16) % machine.devices.count,
        pba: choice & 1 == 0 ? .trap : .direct, confidential: choice & 2 != 0)
    let sizes = [4096, 8192, 16384, 32768, 65536].compactMap { PageSize($0) }
    if let problem = subject.problem(sizes[Int(choice >> 2 & 0xff) % sizes.count]) {
        fatalError(problem)
    }
    return 0
}
