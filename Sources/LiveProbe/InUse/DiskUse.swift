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
        var reasons = try swapReasons()
        var explained: [String] = []
        for part in disks.parts {
            var seen = self.reasons(part)
            // Who has a partition has its disk.
            let isExplained =
                !seen.isEmpty || explained.contains { $0.hasPrefix(part.directory + "/") }
            seen += claim(part, isExplained: isExplained, claims: &claims)
            if !seen.isEmpty { explained.append(part.directory) }
            reasons += seen
        }
        return reasons
    }

    private func reasons(_ part: Disks.Part) -> [InUseReason] {
        guard let number = part.number else {
            return [
                InUseReason(
                    .undetermined, "\(part.name) may be mounted: its number makes no sense")
            ]
        }
        var reasons = mountReasons(part.name, number)
        for volume in part.volumes {
            reasons.append(
                InUseReason(.volume, "\(part.name) is part of \(volume.name)"))
            guard let number = volume.number else { continue }
            reasons += mountReasons(volume.name, number)
        }
        return reasons
    }

    private func mountReasons(_ name: String, _ number: DeviceNumber) -> [InUseReason] {
        let places = mounts.flatMap { table in
            table.mounts(of: name, number).map(\.place)
        }
        guard let first = places.first else { return [] }
        // What "/" is in a container is the container's root only.
        let isRoot = mounts.first?.mounts(of: name, number).contains { $0.place == "/" } == true
        let place = isRoot ? "/" : MountTable.readable(first)
        return [
            InUseReason(.mounted, "\(name) is mounted at \(place)", isFinal: isRoot)
        ]
    }

    // MARK: Does the kernel give it up?

    /// Opens a part exclusively, which fails while a file system, a volume or swap space has it,
    /// wherever and by whatever name.
    private func claim(_ part: Disks.Part, isExplained: Bool, claims: inout OwnedHandles)
        -> [InUseReason]
    {
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
            case .busy where isExplained: return []
            case .busy: return [claimedReason(part)]
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

    /// A root file system of several disks names one of them at most, and an overlay none.
    private func claimedReason(_ part: Disks.Part) -> InUseReason {
        let root = mounts.first?.mounts.last { $0.place == "/" }
        let spansDisks: Set<Substring> = ["btrfs", "zfs", "bcachefs", "f2fs", "overlay"]
        guard let root, spansDisks.contains(root.type) else {
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
            guard let number = try kernel.statusIfThere(path)?.device, let name = numbers[number]
            else { continue }
            reasons.append(InUseReason(.swap, "\(name) is swap space"))
        }
        return reasons
    }
}
