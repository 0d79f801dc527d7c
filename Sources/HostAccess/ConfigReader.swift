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
    /// The largest size is tried first: most functions have it, so most need one read.
    ///
    /// - Parameter read: reads so many bytes, nil when there are not as many.
    func bytes(
        _ faults: inout [Fault], read: (Int) throws(LibPCI.Failure) -> [UInt8]?
    ) -> [UInt8]? {
        do {
            for count in [4096, 256, 64] {
                guard let bytes = try read(count) else { continue }
                explain(count, &faults)
                return bytes
            }
            explain(0, &faults)
        } catch {
            faults.append(Fault(.config, Fault.Reason(error.word, isLive: isLive), words(error)))
        }
        return nil
    }

    /// Less than was asked for is right where the space ends; else it is denied or damaged.
    private func explain(_ count: Int, _ faults: inout [Fault]) {
        if count == 4096 { return }
        let size = (try? sysfs.size(address, "config")) ?? 0
        guard size != count || count <= 64 else { return }
        let path = sysfs.path(address, "config")
        if isLive, count == 64, size > 64 {
            let text = "the kernel shows 64 of \(size) bytes without privileges"
            faults.append(Fault(.config, .denied, "\(path): \(text)"))
        } else if size == 64 {
            faults.append(
                Fault(.config, .denied, "\(path): only the first 64 bytes were recorded"))
        } else {
            let text = "\(path): \(size) bytes, of which \(count) can be used"
            faults.append(Fault(.config, isLive ? .failed : .malformed, text))
        }
    }

    /// libpci's warning names the file or the error, not always both.
    private func words(_ failure: LibPCI.Failure) -> String {
        let path = sysfs.path(address, "config")
        let named = failure.message.contains(path) ? failure.message : "\(path): \(failure.message)"
        return failure.message.contains(": ") || failure.errno == 0
            ? named : "\(named): \(failure.word)"
    }
}
