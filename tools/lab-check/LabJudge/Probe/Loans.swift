import LiveProbe
import PCISnapshot

/// What VFIO, iommufd and dma-buf lent a traced probe, and what of it was given back.
struct Loans {
    private var ioctls = 0
    private var lent = 0
    private var mappings = 0
    /// Descriptors that are open, with the lines that gave them.
    private var open: [Owned<Int>: Substring] = [:]
    /// Mappings by their addresses, likewise.
    private var mapped: [Owned<UInt64>: Substring] = [:]
    /// Calls that would have given something, and whose end was not seen.
    private var unclear: [Substring] = []

    /// A descriptor or an address of one process.
    private struct Owned<Value: Hashable & Comparable>: Hashable {
        let process: Substring
        let value: Value

        init(_ call: TracedCall, _ value: Value) {
            process = call.process
            self.value = value
        }
    }

    /// The requests that give descriptors: of a device, and of a dma-buf.
    private static let givingRequests = [Call.groupDevice.rawValue, Call.probeFeature.rawValue]

    mutating func see(_ call: TracedCall) {
        switch call.name {
        case "openat": if call.path.map(Self.isNode) == true { lend(call) }
        case "ioctl":
            ioctls += 1
            if Self.givingRequests.contains(where: { call.arguments.contains($0) }) { lend(call) }
        case "close": if let file = call.firstDescriptor { open[Owned(call, file)] = nil }
        case "mmap": if call.files.contains(where: Self.isLent) { map(call) }
        case "munmap":
            if let address = call.firstAddress { mapped[Owned(call, address)] = nil }
        default: break
        }
    }

    private mutating func lend(_ call: TracedCall) {
        if call.result == nil { unclear.append(call.text) }
        // A feature request that gives no descriptor gives 0.
        guard let file = call.descriptor, file > 2 else { return }
        open[Owned(call, file)] = call.text
        lent += 1
    }

    private mutating func map(_ call: TracedCall) {
        if call.result == nil { unclear.append(call.text) }
        guard let address = call.address else { return }
        mapped[Owned(call, address)] = call.text
        mappings += 1
    }

    /// A node of VFIO's or iommufd's.
    private static func isNode(_ path: Substring) -> Bool {
        path.hasPrefix("/dev/vfio") || path.hasPrefix("/dev/iommu")
    }

    /// A file whose memory is a device's.
    private static func isLent(_ file: Substring) -> Bool {
        file.contains("vfio") || file.contains("dmabuf")
    }

    /// A line for all that was left, and one of figures.
    func lines() -> [Line] {
        var lines: [Line] = open.sorted { $0.key.value < $1.key.value }.map {
            .notOK("descriptor left open: \($0.value)")
        }
        lines += mapped.sorted { $0.key.value < $1.key.value }.map {
            .notOK("mapping left: \($0.value)")
        }
        lines += unclear.map { .notOK("strace saw the end of \($0)") }
        if lent == 0 {
            lines.append(.notOK("strace saw VFIO opened"))
        } else if lines.isEmpty {
            lines.append(.ok("descriptors and mappings given back"))
        }
        lines.append(.note("\(ioctls) ioctls, \(lent) descriptors, \(mappings) mappings"))
        return lines
    }
}
