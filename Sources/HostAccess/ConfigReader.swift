import PCISnapshot

/// Reads as much of a function's configuration space as there is and the caller may see.
struct ConfigReader {
    private let isLive: Bool
    private let sysfs: SysfsDirectory
    private let address: BusAddress

    init(isLive: Bool, sysfs: SysfsDirectory, address: BusAddress) {
        self.isLive = isLive
        self.sysfs = sysfs
        self.address = address
    }

    /// 64, 256 or 4096 bytes, or nil; what is missing and should not be is a fault.
    ///
    /// - Parameter part: reads a range, nil when not all of it is there.
    func read(
        _ faults: inout [Fault], part: (Range<Int>) throws(LibPCI.Failure) -> [UInt8]?
    ) -> [UInt8]? {
        var bytes: [UInt8] = []
        do {
            for end in [64, 256, 4096] {
                guard let more = try part(bytes.count..<end) else { break }
                bytes += more
            }
        } catch {
            faults.append(Fault(.config, isLive ? .failed : .malformed, words(error)))
        }
        if bytes.count < 4096, faults.last?.part != .config { explain(bytes.count, &faults) }
        return bytes.isEmpty ? nil : bytes
    }

    /// Less than was asked for is right where the space ends; else it is denied or damaged.
    private func explain(_ count: Int, _ faults: inout [Fault]) {
        let size = sysfs.size(address, "config") ?? 0
        guard size != count || count == 64 || count == 0 else { return }
        let path = sysfs.path(address, "config")
        if isLive, !Kernel.isRoot, count == 64 {
            faults.append(
                Fault(
                    .config, .denied, "\(path): the kernel shows 64 of \(size) bytes without root"))
        } else if size == 64 {
            faults.append(
                Fault(.config, .denied, "\(path): only the first 64 bytes were recorded"))
        } else {
            faults.append(
                Fault(
                    .config, isLive ? .failed : .malformed,
                    "\(path): \(size) bytes, of which \(count) can be used"))
        }
    }

    private func words(_ failure: LibPCI.Failure) -> String {
        // libpci's warning about opening does not say why.
        failure.message.contains(": ") || failure.errno == 0
            ? failure.message : "\(failure.message): \(failure.reason)"
    }
}
