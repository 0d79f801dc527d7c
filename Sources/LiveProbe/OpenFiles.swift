/// Who has a file open, as /proc shows it.
struct OpenFiles {
    private let kernel: any ProbeKernel

    init(_ kernel: any ProbeKernel) { self.kernel = kernel }

    /// The processes with a descriptor of one of some paths; this one aside.
    func holders(of paths: Set<String>) throws(CallFailure) -> [(process: Int, name: String)] {
        let own = try kernel.target("/proc/self").flatMap { Int($0) }
        var holders: [(process: Int, name: String)] = []
        for process in try kernel.names("/proc")?.compactMap({ Int($0) }) ?? []
        where process != own {
            // A process may end while it is looked at, and others' may be closed to us.
            let directory = "/proc/\(process)/fd"
            guard let descriptors = try? kernel.names(directory) else { continue }
            let hasIt = descriptors.contains { descriptor in
                (try? kernel.target("\(directory)/\(descriptor)")).map(paths.contains) ?? false
            }
            guard hasIt else { continue }
            let name = try? kernel.text("/proc/\(process)/comm")
            holders.append((process, name ?? "?"))
        }
        return holders
    }
}
