import PCISnapshot
import SnapshotFile

/// A snapshot file: what is read is written and read again as the same.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard let machine = try? SnapshotFile.decode(bytes, name: "fuzz") else { return 0 }
    var written: [UInt8] = []
    SnapshotFile.encode(
        machine.host, deviceCount: machine.devices.count,
        device: { machine.devices[$0] }, write: { written += $0 })
    precondition((try? SnapshotFile.decode(written, name: "again")) == machine)
    return 0
}
