/// All processes, looked through once: what of a function they have open or mapped, and what is
/// mounted in their mount namespaces.
struct ProcessScan {
    /// A process that has something of the function's.
    struct Holder: Hashable {
        let process: Int
        let name: String
        /// What it has, in words.
        let what: String
        /// Whether the driver's removal would wait for it.
        let waits: Bool
    }

    /// Who has what.
    private(set) var holders: [Holder] = []
    /// The mount tables, one for each mount namespace and root directory.
    private(set) var mounts: [MountTable] = []
    /// What could not be looked at, in words.
    private(set) var unseen: [InUseReason] = []

    private let targets: OpenTargets
    private let kernel: any ProbeKernel
    private var views: Set<String> = []
    private var statuses: [MappedFile: FileStatus] = [:]

    /// A mapped file, as /proc/PID/maps has it.
    private struct MappedFile: Hashable {
        let device: Substring
        let inode: Substring
    }

    /// Looks through /proc.
    ///
    /// - Parameter onlyNodes: whether descriptors of device files are all that is asked for.
    init(_ targets: OpenTargets, onlyNodes: Bool = false, _ kernel: any ProbeKernel)
        throws(CallFailure)
    {
        self.targets = targets
        self.kernel = kernel
        let own = try kernel.target("/proc/self").flatMap { Int($0) }
        let processes = try kernel.list("/proc").compactMap { Int($0.name) }.sorted()
        if processes.isEmpty {
            unseen.append(InUseReason(.undetermined, "/proc shows no processes"))
        }
        for process in processes {
            let network = onlyNodes ? [] : mountsOf(process)
            guard process != own else { continue }
            openFiles(of: process, network, below: onlyNodes ? "/dev/" : "/")
            if !onlyNodes { mappings(of: process, network) }
        }
    }

    /// Reasons in words.
    ///
    /// - Parameter waits: whether the function's own driver waits for all users when it is removed.
    func reasons(_ waits: Bool) -> [InUseReason] {
        holders.map {
            InUseReason(
                .open, "\($0.what) is in use by \($0.name) (process \($0.process))",
                isFinal: waits || $0.waits)
        } + unseen
    }

    private mutating func found(_ target: OpenTargets.Target, _ process: Int) {
        let name = (try? kernel.text("/proc/\(process)/comm")) ?? nil
        let holder = Holder(
            process: process, name: name ?? "?", what: target.name, waits: target.waits)
        if !holders.contains(holder) { holders.append(holder) }
    }

    /// The result of looking at a process; nil when it has ended meanwhile, or cannot be seen.
    private mutating func look<Value>(
        at process: Int, _ call: @autoclosure () throws(CallFailure) -> Value
    ) -> Value? {
        do {
            return try call()
        } catch {
            switch error.errno {
            case .noSuchFile, .noSuchProcess, .notDirectory: return nil
            default:
                unseen.append(
                    InUseReason(.undetermined, "process \(process) cannot be looked at: \(error)"))
                return nil
            }
        }
    }

    // MARK: Descriptors

    private mutating func openFiles(of process: Int, _ network: [String], below root: String) {
        let kernel = kernel
        let directory = "/proc/\(process)/fd"
        guard let entries = look(at: process, try kernel.list(directory)) else { return }
        for name in entries.map(\.name).sorted() {
            let path = "\(directory)/\(name)"
            guard let target = look(at: process, try kernel.readLink(path)) else { continue }
            if let known = targets.target(target) {
                found(known, process)
                continue
            }
            // Sockets, pipes and the like have no path; a file server may never answer.
            guard target.hasPrefix(root), !MountTable.holds(network, target),
                let status = look(at: process, try kernel.status(path)),
                let known = targets.target(status)
            else { continue }
            found(known, process)
        }
    }

    // MARK: Mappings

    private mutating func mappings(of process: Int, _ network: [String]) {
        let kernel = kernel
        guard let text = look(at: process, try kernel.read("/proc/\(process)/maps")) else {
            return
        }
        for line in text.split(separator: "\n") {
            // Range, access, offset, device, inode, path.
            let words = line.split(separator: " ", maxSplits: 5)
            guard words.count == 6, words[4] != "0" else { continue }
            let path = String(words[5].drop { $0 == " " })
            if let known = targets.target(path) {
                found(known, process)
                continue
            }
            guard !MountTable.holds(network, path) else { continue }
            let file = MappedFile(device: words[3], inode: words[4])
            let status: FileStatus?
            if let before = statuses[file] {
                status = before
            } else {
                // The kernel's own link, whatever has become of the path.
                let link = Self.mapLink(process, words[0])
                status = look(at: process, try kernel.status(link))
                if let status { statuses[file] = status }
            }
            if let status, let known = targets.target(status) { found(known, process) }
        }
    }

    /// The link of a mapping; the names in map_files have no leading zeros.
    private static func mapLink(_ process: Int, _ range: Substring) -> String {
        let ends = range.split(separator: "-").map { $0.drop { $0 == "0" } }
        return "/proc/\(process)/map_files/" + ends.joined(separator: "-")
    }

    // MARK: Mounts

    /// Reads what is mounted where a process lives, unless that was read before.
    ///
    /// A process in a chroot sees less than others of its namespace do: each root counts.
    ///
    /// - Returns: the places where file servers are mounted there.
    private mutating func mountsOf(_ process: Int) -> [String] {
        let kernel = kernel
        let directory = "/proc/\(process)"
        guard let namespace = look(at: process, try kernel.readLink(directory + "/ns/mnt")),
            let root = look(at: process, try kernel.readLink(directory + "/root"))
        else { return [] }
        let view = namespace + root
        if let known = mounts.first(where: { $0.view == view }) { return known.network }
        guard !views.contains(view) else { return [] }
        let text: String
        do {
            text = try kernel.read(directory + "/mountinfo")
        } catch {
            // EINVAL: a process that is ending has no namespaces any more (`mounts_open_common()`).
            switch error.errno {
            case .noSuchFile, .noSuchProcess, .notDirectory, .invalid:
                if process != 1 { return [] }
                fallthrough
            default:
                views.insert(view)
                unseen.append(
                    InUseReason(.undetermined, "what is mounted cannot be told: \(error)"))
                return []
            }
        }
        views.insert(view)
        // Something is always mounted where the first process lives.
        guard let table = MountTable(text, view: view), process != 1 || !table.isEmpty else {
            unseen.append(
                InUseReason(
                    .undetermined,
                    "what is mounted cannot be told: \(directory)/mountinfo makes no sense"))
            return []
        }
        mounts.append(table)
        return table.network
    }
}
