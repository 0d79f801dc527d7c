/// What gives a disk on to others without claiming it: loop devices, NVMe targets, SCSI targets.
struct StorageTargets {
    private let kernel: any ProbeKernel

    init(_ kernel: any ProbeKernel) { self.kernel = kernel }

    /// What the disks behind a function are given on by.
    func reasons(_ disks: Disks, _ controllers: [SysfsDevice], _ mounts: [MountTable])
        throws(CallFailure) -> [InUseReason]
    {
        var reasons = try passthroughReasons(controllers)
        guard !disks.parts.isEmpty else { return reasons }
        let network = mounts.flatMap(\.network)
        for (path, user) in try loops() + nvmeTargets() + scsiTargets() {
            if let reason = try reason(path, user, disks, network) { reasons.append(reason) }
        }
        for (module, directory) in Self.configured
        where try kernel.names("/sys/module/\(module)") != nil {
            guard try kernel.names(directory) == nil else { continue }
            reasons.append(
                InUseReason(
                    .undetermined,
                    "\(disks.parts[0].name) may be exported: \(module) is loaded, and"
                        + " \(directory) is not there to tell"))
        }
        return reasons
    }

    /// Modules that export disks, and where configfs shows which.
    private static let configured = [
        ("nvmet", "/sys/kernel/config/nvmet"),
        ("target_core_mod", "/sys/kernel/config/target"),
    ]

    private func reason(_ path: String, _ user: String, _ disks: Disks, _ network: [String])
        throws(CallFailure) -> InUseReason?
    {
        let name = path.hasPrefix("/dev/") ? String(path.dropFirst("/dev/".count)) : path
        if let part = disks.parts.first(where: { $0.node == path || $0.name == name }) {
            return InUseReason(.exported, "\(part.name) is behind \(user)")
        }
        if MountTable.holds(network, path) { return nil }
        guard let status = try kernel.statusIfThere(path) else {
            // A file in a mount namespace of its own is on a file system that is mounted there;
            // a device file may be anywhere.
            guard path.hasPrefix("/dev/") else { return nil }
            return InUseReason(
                .undetermined, "\(user) has \(path), which cannot be looked at")
        }
        let found = disks.numbers.first {
            $0.number == status.device || $0.number == status.fileSystem
        }
        return found.map { InUseReason(.exported, "\($0.name) is behind \(user)") }
    }

    /// NVMe controllers that are given on whole: neither claimed nor open
    /// (`nvmet_passthru_ctrl_enable()` closes the file again).
    private func passthroughReasons(_ controllers: [SysfsDevice])
        throws(CallFailure) -> [InUseReason]
    {
        guard !controllers.isEmpty else { return [] }
        var reasons: [InUseReason] = []
        let subsystems = "/sys/kernel/config/nvmet/subsystems"
        for subsystem in try kernel.names(subsystems) ?? [] {
            let directory = "\(subsystems)/\(subsystem)/passthru"
            guard let path = try kernel.text(directory + "/device_path"), !path.isEmpty,
                path != "(null)", try kernel.text(directory + "/enable") != "0"
            else { continue }
            let number = try kernel.statusIfThere(path)?.device
            let found = controllers.first {
                "/dev/" + $0.name == path || number != nil && $0.number == number
            }
            guard let found else { continue }
            reasons.append(
                InUseReason(
                    .exported, "\(found.name) is behind the NVMe target \(subsystem)"))
        }
        return reasons
    }

    // MARK: Paths, and who has them

    private func loops() throws(CallFailure) -> [(path: String, user: String)] {
        var found: [(path: String, user: String)] = []
        for name in try kernel.names("/sys/class/block") ?? [] where name.hasPrefix("loop") {
            let file = try kernel.text("/sys/class/block/\(name)/loop/backing_file")
            if let file { found.append((file, name)) }
        }
        return found
    }

    /// Namespaces of `nvmet` in configfs; `device_path` may have quotes.
    private func nvmeTargets() throws(CallFailure) -> [(path: String, user: String)] {
        var found: [(path: String, user: String)] = []
        let subsystems = "/sys/kernel/config/nvmet/subsystems"
        for subsystem in try kernel.names(subsystems) ?? [] {
            let namespaces = "\(subsystems)/\(subsystem)/namespaces"
            for namespace in try kernel.names(namespaces) ?? [] {
                // Its disk is closed while it is off (`nvmet_ns_disable()`).
                guard try kernel.text("\(namespaces)/\(namespace)/enable") != "0" else { continue }
                let text = try kernel.text("\(namespaces)/\(namespace)/device_path") ?? ""
                let path = text.filter { $0 != "\"" }
                guard !path.isEmpty, path != "(null)" else { continue }
                found.append((path, "the NVMe target \(subsystem)"))
            }
        }
        return found
    }

    /// Storage objects of LIO in configfs.
    private func scsiTargets() throws(CallFailure) -> [(path: String, user: String)] {
        var found: [(path: String, user: String)] = []
        let core = "/sys/kernel/config/target/core"
        for adapter in try kernel.names(core) ?? [] {
            for object in try kernel.names("\(core)/\(adapter)") ?? [] {
                let path = try kernel.text("\(core)/\(adapter)/\(object)/udev_path") ?? ""
                guard !path.isEmpty else { continue }
                found.append((path, "the SCSI target \(adapter)/\(object)"))
            }
        }
        return found
    }
}
