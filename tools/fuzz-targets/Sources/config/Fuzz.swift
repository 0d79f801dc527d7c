import Anonymizing
import PCIDecoding
import PCISnapshot

/// Configuration space, both capability chains and every capability; and the same device without
/// what could tell whose it is.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let address = BusAddress("0000:01:00.0") else { return -1 }
    var snapshot = DeviceSnapshot(address: address)
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    // The sizes that a source delivers; what is missing is zero.
    let size = count <= 64 ? 64 : count <= 256 ? 256 : 4096
    let padding = [UInt8](repeating: 0, count: max(0, size - count))
    snapshot.config = Array((bytes + padding).prefix(size))
    let device = Device(snapshot)
    precondition(device == Device(snapshot.anonymized), "anonymous, it is another device")
    return 0
}
