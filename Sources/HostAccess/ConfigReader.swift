import PCIDecoding
import PCISnapshot

/// How much of configuration space is read.
///
/// Each dword is an access to the hardware, and there are devices that crash when what is no
/// register is read: lspci keeps reading everything behind -xxx and -xxxx for them.
public enum ConfigExtent: Sendable {
    /// What a decoder knows: the header, the links of both chains, decoded capabilities.
    case decoded
    /// The same, and what tells one device from another of its kind: the serial number.
    case identified
    /// All of it.
    case whole
}

/// Reads as much of a function's configuration space as is wanted, and the caller may see.
struct ConfigReader {
    private let extent: ConfigExtent
    private let isLive: Bool
    private let sysfs: SysfsDirectory
    private let address: BusAddress

    /// Sizes that configuration space has: what is shown without privileges, PCI, PCI Express.
    private static let sizes = [64, 256, 4096]

    init(_ extent: ConfigExtent, isLive: Bool, sysfs: SysfsDirectory, address: BusAddress) {
        self.extent = extent
        self.isLive = isLive
        self.sysfs = sysfs
        self.address = address
    }

    /// 64, 256 or 4096 bytes, or nil; what is missing and should not be is a fault.
    ///
    /// No dword is read twice.
    ///
    /// - Parameter read: reads a range, nil when there are not as many bytes.
    func bytes(
        _ readErrors: inout [ReadError], read: (Range<Int>) throws(LibPCI.Failure) -> [UInt8]?
    ) -> PartialBytes? {
        // Where that cannot be told, reading says why.
        let told = (try? sysfs.size(address, "config")) ?? 0
        var config = PartialBytes(unread: Self.sizes.last { $0 <= told } ?? 64)
        do {
            // Each round reads something or is the last one.
            while case let wanted = wanted(config), !wanted.isEmpty {
                for range in wanted {
                    // What two links both want was read for the first.
                    for run in config.unread(in: range) {
                        fill(&config, run, try read(run))
                    }
                }
            }
        } catch {
            readErrors.append(
                ReadError(.config, ReadError.Reason(error.word, isLive: isLive), words(error)))
            return nil
        }
        explain(config.count, of: told, &readErrors)
        return config.count > 0 ? config : nil
    }

    /// The runs of dwords to be read next.
    private func wanted(_ config: PartialBytes) -> [Range<Int>] {
        switch extent {
        case .decoded: return DecodedBytes(config).unread
        case .identified:
            let decoded = DecodedBytes(config).unread
            return decoded.isEmpty ? SerialNumber.unread(in: config) : decoded
        // Size by size: the kernel may show no more than one of them.
        case .whole: return [0..<64, 64..<256, 256..<4096].flatMap(config.unread)
        }
    }

    /// Takes what was read; where there was less, configuration space ends before it.
    private func fill(_ config: inout PartialBytes, _ run: Range<Int>, _ bytes: [UInt8]?) {
        if let bytes {
            config.fill(run.lowerBound, with: bytes)
        } else {
            config = config.prefix(Self.sizes.last { $0 <= run.lowerBound } ?? 0)
        }
    }

    /// Less than there is said to be is denied or damaged.
    private func explain(_ count: Int, of size: Int, _ readErrors: inout [ReadError]) {
        if count == 4096 { return }
        guard size != count || count <= 64 else { return }
        let path = sysfs.path(address, "config")
        if isLive, count == 64, size > 64 {
            let text = "the kernel shows 64 of \(size) bytes without privileges"
            readErrors.append(ReadError(.config, .denied, "\(path): \(text)"))
        } else if size == 64 {
            readErrors.append(
                ReadError(.config, .denied, "\(path): only the first 64 bytes were recorded"))
        } else {
            let text = "\(path): \(size) bytes, of which \(count) can be used"
            readErrors.append(ReadError(.config, isLive ? .failed : .malformed, text))
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
