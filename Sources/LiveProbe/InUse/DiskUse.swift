import PCISnapshot

/// Whether the disks behind a function are in use: mounted, swapped to, parts of volumes, or claimed
/// by somebody whom only the kernel knows.
struct DiskUse {
    private let disks: Disks
    private let mounts: [MountTable]
    private let kernel: any ProbeKernel

    init(_ disks: Disks, _ processes: ProcessScan, _ kernel: any ProbeKernel) {
        self.disks = disks
        mounts = processes.mounts
        self.kernel = kernel
    }

    /// What uses the disks.
    ///
    /// - Parameter claims: takes over the disks that the kernel gave up.
    func reasons(claims: inout OwnedHandles) throws(CallFailure) -> [InUseReason] {
        guard !disks.parts.isEmpty else { return [] }
        let sources = try mountSources()
        var reasons = try swapReasons()
        var explained: [String] = []
        for part in disks.parts {
            var seen = self.reasons(part, sources)
            // Who has a partition has its disk.
            let isExplained =
                !seen.isEmpty || explained.contains { $0.hasPrefix(part.directory + "/") }
            let isMounted = seen.contains { $0.kind == .mounted }
            seen += claim(part, isExplained, isMounted, claims: &claims)
            if !seen.isEmpty { explained.append(part.directory) }
            reasons += seen
        }
        return reasons
    }

    private func reasons(_ part: Disks.Part, _ sources: [Substring: DeviceNumber]) -> [InUseReason]
    {
        guard let number = part.number else {
            return [
                InUseReason(
                    .undetermined, "\(part.name) may be mounted: its number makes no sense")
            ]
        }
        var reasons = mountReasons(part.name, number, sources)
        for volume in part.volumes {
            reasons.append(
                InUseReason(.volume, "\(part.name) is part of \(volume.name)"))
            guard let number = volume.number else { continue }
            reasons += mountReasons(volume.name, number, sources)
        }
        return reasons
    }

    private func mountReasons(
        _ name: String, _ number: DeviceNumber, _ sources: [Substring: DeviceNumber]
    ) -> [InUseReason] {
        let places = mounts.map { table in
            table.mounts.filter {
                $0.number == "\(number)" || $0.source == "/dev/" + name
                    || sources[$0.source] == number
            }.map(\.place)
        }
        guard let first = places.joined().first else { return [] }
        // What "/" is in a container is the container's root only.
        let isRoot = places.first?.contains("/") == true
        let place = isRoot ? "/" : MountTable.readable(first)
        return [
            InUseReason(.mounted, "\(name) is mounted at \(place)", isFinal: isRoot)
        ]
    }

    /// The devices that file systems without a number of their own, such as btrfs, are mounted from,
    /// by whatever name.
    private func mountSources() throws(CallFailure) -> [Substring: DeviceNumber] {
        var numbers: [Substring: DeviceNumber] = [:]
        for mount in mounts.flatMap(\.mounts)
        where mount.number.hasPrefix("0:") && mount.source.hasPrefix("/dev/") {
            guard numbers[mount.source] == nil else { continue }
            let path = MountTable.readable(mount.source)
            numbers[mount.source] = try kernel.statusIfThere(path)?.device
        }
        return numbers
    }

    // MARK: Does the kernel give it up?

    /// Opens a part exclusively, which fails while a file system, a volume or swap space has it,
    /// wherever and by whatever name.
    private func claim(
        _ part: Disks.Part, _ isExplained: Bool, _ isMounted: Bool, claims: inout OwnedHandles
    ) -> [InUseReason] {
        guard let number = part.number else { return [] }
        do {
            let handle = try kernel.claim(part.node, number)
            if part.isWhole {
                _ = claims.own(handle)
            } else {
                kernel.close(handle)
            }
            return []
        } catch {
            switch error.errno {
            case .busy:
                // What is mounted is known to be the root file system or not.
                let reason = claimedReason(part)
                // Below an overlay or a loop device it may be the root's all the same.
                if isMounted { return isRootLayered ? [reason] : [] }
                return isExplained && !reason.isFinal ? [] : [reason]
            // A drive with nothing in it.
            case .noMedium: return []
            default:
                return [
                    InUseReason(
                        .undetermined,
                        "\(part.name) may be in use: the kernel does not tell"
                            + " (\(error))")
                ]
            }
        }
    }

    /// The root file system of the machine's first process.
    private var root: MountTable.Mount? { mounts.first?.root }

    /// Whether the root file system lies in files of another one: an overlay, or on a loop device.
    private var isRootLayered: Bool {
        root.map { $0.type == "overlay" || $0.number.hasPrefix("7:") } ?? false
    }

    /// A root file system of several disks names one of them at most, and an overlay none.
    private func claimedReason(_ part: Disks.Part) -> InUseReason {
        let spansDisks: Set<Substring> = ["btrfs", "zfs", "bcachefs", "f2fs"]
        guard let root, spansDisks.contains(root.type) || isRootLayered else {
            return InUseReason(
                .claimed,
                "\(part.name) is in use: the kernel has promised it to a file system, a volume"
                    + " or a program that is not seen")
        }
        return InUseReason(
            .claimed,
            "\(part.name) is in use, and may be part of the root file system (\(root.type))",
            isFinal: true)
    }

    // MARK: Swap space

    private func swapReasons() throws(CallFailure) -> [InUseReason] {
        guard let swaps = SwapTable(try kernel.text("/proc/swaps")) else {
            return [
                InUseReason(
                    .undetermined,
                    "\(disks.parts[0].name) may be swap space: /proc/swaps does not tell")
            ]
        }
        var reasons: [InUseReason] = []
        let numbers = Dictionary(
            disks.numbers.map { ($0.number, $0.name) }, uniquingKeysWith: { first, _ in first })
        for path in swaps.paths {
            // Under another name, or in another mount namespace: the exclusive open tells.
            guard !MountTable.holds(mounts.flatMap(\.network), path),
                let number = try kernel.statusIfThere(path)?.device, let name = numbers[number]
            else { continue }
            reasons.append(InUseReason(.swap, "\(name) is swap space"))
        }
        return reasons
    }
}
