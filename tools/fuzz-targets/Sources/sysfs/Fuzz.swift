import FuzzSupport
import Glibc
import HostAccess
import PCIDecoding
import PCISnapshot

/// A recorded sysfs tree of one function, read by libpci: the input is the function's files.
///
/// Each is a length of two bytes, and as many bytes; all ones mean that there is no such file.
/// The tree is made in the working directory. What libpci says of the first seven resources is
/// compared with the other parser of the same file.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    var supply = ByteSupply(data, count)
    let folder = "tree/devices/0000:01:00.0"
    for directory in ["tree", "tree/devices", folder] { mkdir(directory, 0o700) }
    let names = [
        "resource", "vendor", "device", "class", "irq", "sriov_totalvfs", "power_state", "revision",
        "config",
    ]
    var resource: [UInt8]?
    for name in names {
        let length = supply.next(UInt16.self)
        let bytes = length == .max ? nil : supply.next(bytes: Int(length))
        if name == "resource" { resource = bytes }
        write(bytes, to: folder + "/" + name)
    }
    guard var source = try? HostSource(tree: "tree", config: .decoded),
        let machine = try? source.inventory(identified: true), machine.devices.count == 1
    else { fatalError("a tree with one function is a machine with one device") }
    compare(machine.devices[0], resource)
    let device = Device(source.complete(machine.devices[0]))
    precondition(device.address == machine.devices[0].address)
    return 0
}

/// libpci keeps flags in the low bits of an address, two of them for ports and four for memory
/// and the ROM, and no resource of the kernel has more, but for one of a single byte, of which it
/// tells no size; nothing lies at address 0, so that the source says "not assigned".
private func compare(_ device: DeviceSnapshot, _ bytes: [UInt8]?) {
    let isRefused = device.readErrors.contains { $0.part == .resources }
    let text = bytes.map { String(decoding: $0, as: UTF8.self) }
    guard let file = text.flatMap(ResourceFile.init) else {
        if isRefused, device.resources.isEmpty { return }
        fatalError("a list that is none was taken")
    }
    if isRefused { return }
    let expected = file.records.filter { $0.index < 7 }.map { record in
        var record = record
        let kept = record.start | record.flags.rawValue & 15
        if record.size > 1 {
            record.start = record.flags.contains(.io) && record.index < 6 ? kept & ~3 : kept & ~15
        }
        if record.start == 0, !record.flags.contains(.io) { record.flags.insert(.unset) }
        return record
    }
    let told = device.resources.filter { $0.index < 7 }
    if told != expected { fatalError("libpci says \(told), not \(expected)") }
}

private func write(_ bytes: [UInt8]?, to path: String) {
    guard let bytes else {
        unlink(path)
        return
    }
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    precondition(file >= 0 && Glibc.write(file, bytes, bytes.count) == bytes.count)
    close(file)
}
