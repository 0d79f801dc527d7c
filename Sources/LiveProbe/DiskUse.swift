import PCISnapshot

/// Whether a disk behind a function is in use: mounted, swapped to, or part of a volume.
struct DiskUse {
    private let kernel: any ProbeKernel
    private let address: BusAddress

    init(_ address: BusAddress, _ kernel: any ProbeKernel) {
        self.address = address
        self.kernel = kernel
    }

    /// What uses the disks, in words.
    func reasons() throws(CallFailure) -> [String] {
        let disks = try disks()
        // Most functions have none: then the tables need not be read.
        guard !disks.isEmpty else { return [] }
        // The first process sees what containers do not.
        var mountInfo = try kernel.text("/proc/1/mountinfo")
        if mountInfo == nil { mountInfo = try kernel.text("/proc/self/mountinfo") }
        let mounts = MountTable(mountInfo ?? "")
        let swaps = SwapTable(try kernel.text("/proc/swaps") ?? "")
        var reasons: [String] = []
        for disk in disks {
            for part in try partitions(of: disk) {
                let directory = "/sys/class/block/\(part)"
                let number = try kernel.text(directory + "/dev") ?? ""
                if let place = mounts.place(of: part, number) {
                    reasons.append("\(part) is mounted at \(place)")
                }
                if swaps.holds(part) { reasons.append("\(part) is swap space") }
                for holder in try kernel.names(directory + "/holders") ?? [] {
                    reasons.append("\(part) is part of \(holder)")
                }
            }
        }
        return reasons
    }

    /// Disks whose path goes through the function, and NVMe multipath's, whose path does not.
    private func disks() throws(CallFailure) -> [String] {
        var found = try ClassDevices("block", kernel).behind(address)
        let controllers = Set(try ClassDevices("nvme", kernel).behind(address))
        guard !controllers.isEmpty else { return found }
        let subsystems = "/sys/class/nvme-subsystem"
        for subsystem in try kernel.names(subsystems) ?? [] {
            let names = try kernel.names("\(subsystems)/\(subsystem)") ?? []
            guard names.contains(where: controllers.contains) else { continue }
            for name in names where name.hasPrefix("nvme") && !found.contains(name) {
                let number = try kernel.text("/sys/class/block/\(name)/dev")
                if number != nil { found.append(name) }
            }
        }
        return found
    }

    /// A disk and its partitions, which lie in its directory.
    private func partitions(of disk: String) throws(CallFailure) -> [String] {
        let inside = try kernel.names("/sys/class/block/\(disk)") ?? []
        return [disk] + inside.filter { $0.hasPrefix(disk) }
    }
}

/// /proc/PID/mountinfo: what is mounted where.
struct MountTable {
    private let entries: [(number: Substring, place: Substring, source: Substring)]

    init(_ text: String) {
        entries = text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count > 5, let dash = words.firstIndex(of: "-"), dash + 2 < words.count
            else { return nil }
            return (words[2], words[4], words[dash + 2])
        }
    }

    /// The first place where a device is mounted; by number, or by name, as btrfs has numbers of
    /// its own.
    func place(of name: String, _ number: String) -> Substring? {
        entries.first { $0.number == number || $0.source == "/dev/" + name }?.place
    }
}

/// /proc/swaps.
struct SwapTable {
    private let names: Set<Substring>

    init(_ text: String) {
        names = Set(
            text.split(separator: "\n").dropFirst().compactMap { line in
                line.split(whereSeparator: { $0 == " " || $0 == "\t" }).first
            })
    }

    func holds(_ name: String) -> Bool { names.contains("/dev/" + name[...]) }
}
