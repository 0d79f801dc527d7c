/// Whether the caller sees the host: in a container, mounts, interfaces and processes of the host
/// are hidden, and nothing can be said to be unused.
struct HostNamespaces {
    /// The number of the first PID namespace on every kernel (PROC_PID_INIT_INO, linux/proc_ns.h).
    private static let initialPID = "pid:[4026531836]"

    private let kernel: any ProbeKernel

    init(_ kernel: any ProbeKernel) { self.kernel = kernel }

    /// Whether a namespace that the caller shares with process 1 can be the host's.
    ///
    /// In a PID namespace of one's own, process 1 is one's own as well. A kernel without PID or
    /// network namespaces has no such link, and one for everybody.
    private static func canBeHosts(_ kind: String, _ link: String?) -> Bool {
        switch kind {
        case "pid": link == nil || link == initialPID
        case "mnt": link != nil
        default: true
        }
    }

    /// Namespaces of the caller that are not those of the machine's first process.
    func reasons() -> [InUseReason] {
        var others: [String] = []
        for (kind, name) in [("pid", "PID"), ("mnt", "mount"), ("net", "network")] {
            do {
                let own = try kernel.target("/proc/self/ns/\(kind)")
                let first = try kernel.target("/proc/1/ns/\(kind)")
                if own != first || !Self.canBeHosts(kind, own) { others.append(name) }
            } catch {
                return [
                    InUseReason(
                        .container, "whether the host can be seen from here is not known: \(error)")
                ]
            }
        }
        guard !others.isEmpty else { return [] }
        return [
            InUseReason(
                .container,
                "the host cannot be seen from here: another \(others.joined(separator: ", "))"
                    + " namespace than its first process'")
        ]
    }
}
