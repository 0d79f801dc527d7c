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
        let mounts = MountTable(try mountInfo() ?? "")
        let swaps = SwapTable(try kernel.text("/proc/swaps"))
        var reasons: [String] = []
        if mounts == nil { reasons.append("\(disks[0]) may be mounted: /proc does not tell") }
        if swaps == nil { reasons.append("\(disks[0]) may be swap space: /proc does not tell") }
        for disk in disks {
            for part in try partitions(of: disk) {
                reasons += try self.reasons(part, mounts, swaps)
            }
        }
        return reasons
    }

    private func reasons(_ part: String, _ mounts: MountTable?, _ swaps: SwapTable?)
        throws(CallFailure) -> [String]
    {
        let directory = "/sys/class/block/\(part)"
        var reasons: [String] = []
        // A disk that has just gone has none.
        if let number = try kernel.text(directory + "/dev") {
            if !Self.isNumber(number) {
                reasons.append("\(part) may be mounted: its number makes no sense")
            }
            if let place = mounts?.place(of: part, number) {
                reasons.append("\(part) is mounted at \(place)")
            }
        }
        if swaps?.holds(part) == true { reasons.append("\(part) is swap space") }
        for holder in try kernel.names(directory + "/holders") ?? [] {
            reasons.append("\(part) is part of \(holder)")
        }
        return reasons
    }

    /// Whether a word is a device number, `259:1`.
    private static func isNumber(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { UInt32($0) != nil }
    }

    /// The first process sees what containers do not.
    private func mountInfo() throws(CallFailure) -> String? {
        if let text = try kernel.text("/proc/1/mountinfo") { return text }
        return try kernel.text("/proc/self/mountinfo")
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
    private typealias Entry = (number: Substring, place: Substring, source: Substring)
    private let entries: [Entry]

    /// Nil for a text that cannot be all of it: something is always mounted, and a line that is
    /// not understood may be the one that counts.
    init?(_ text: String) {
        let lines = text.split(separator: "\n")
        entries = lines.compactMap { line -> Entry? in
            let words = line.split(separator: " ")
            guard words.count > 5, let dash = words.firstIndex(of: "-"), dash + 2 < words.count
            else { return nil }
            return (words[2], words[4], words[dash + 2])
        }
        if lines.isEmpty || entries.count < lines.count { return nil }
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

    /// Nil for a text without the table's heading; no text at all is a kernel without swap space.
    init?(_ text: String?) {
        let lines = text?.split(separator: "\n") ?? ["Filename"]
        guard lines.first?.hasPrefix("Filename") == true else { return nil }
        names = Set(
            lines.dropFirst().compactMap { line in
                line.split(whereSeparator: { $0 == " " || $0 == "\t" }).first
            })
    }

    func holds(_ name: String) -> Bool { names.contains("/dev/" + name[...]) }
}
