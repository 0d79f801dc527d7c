import PCISnapshot

/// The disks behind a function, with their partitions and the volumes that are made of them.
struct Disks {
    /// A disk or a partition.
    struct Part {
        /// The kernel's name.
        let name: String
        /// Its directory in sysfs, in which those of its partitions are.
        let directory: String
        /// Its device file.
        let node: String
        /// Its number; nil where the kernel's text is none.
        let number: DeviceNumber?
        /// Whether it is no partition.
        let isWhole: Bool
        /// The volumes that it is a part of, directly or through others.
        let volumes: [Volume]
    }

    /// A device that is made of others: md, dm, bcache.
    struct Volume: Hashable {
        let name: String
        let number: DeviceNumber?
    }

    /// Partitions before their disks.
    let parts: [Part]
    /// What is in the directories of NVMe multipath, device files of its disks among it.
    let companions: [SysfsDevice]

    /// Every number by which a disk, a partition or a volume is known.
    var numbers: [(number: DeviceNumber, name: String)] {
        parts.flatMap { part in
            let own = part.number.map { [(number: $0, name: part.name)] } ?? []
            return own
                + part.volumes.compactMap { volume in
                    volume.number.map { (number: $0, name: volume.name) }
                }
        }
    }

    /// Those below the function's directory, and NVMe multipath's, whose directory is elsewhere.
    init(_ address: BusAddress, _ tree: FunctionTree, _ kernel: any ProbeKernel)
        throws(CallFailure)
    {
        var companions: [SysfsDevice] = []
        let controllers = Set(tree.devices(of: "nvme").map(\.name))
        let subsystems = "/sys/class/nvme-subsystem"
        if !controllers.isEmpty {
            for name in try kernel.names(subsystems) ?? [] {
                let path = "\(subsystems)/\(name)"
                let members = try kernel.names(path) ?? []
                guard members.contains(where: controllers.contains) else { continue }
                companions += try FunctionTree(below: path, kernel).devices
            }
        }
        self.companions = companions
        let devices = tree.devices(of: "block") + companions.filter { $0.subsystem == "block" }
        var parts: [Part] = []
        // A path of a multipath disk has no number, and is asked through its disk.
        for device in devices where device.numberText != nil {
            let holders = try kernel.names(device.path + "/holders") ?? []
            parts.append(
                Part(
                    name: device.name, directory: device.path, node: try Self.node(device, kernel),
                    number: device.number, isWhole: !device.entries.contains("partition"),
                    volumes: try Self.volumes(holders, kernel)))
        }
        // A claim of the disk would be in its partitions' way.
        self.parts = parts.filter { !$0.isWhole } + parts.filter(\.isWhole)
    }

    /// The device file as devtmpfs has it; some names have directories in them.
    private static func node(_ device: SysfsDevice, _ kernel: any ProbeKernel)
        throws(CallFailure) -> String
    {
        let lines = try kernel.text(device.path + "/uevent")?.split(separator: "\n") ?? []
        let name = lines.first { $0.hasPrefix("DEVNAME=") }?.dropFirst("DEVNAME=".count)
        return "/dev/" + (name.map(String.init) ?? device.name)
    }

    /// The volumes above a device, to the end of the chain.
    private static func volumes(_ names: [String], _ kernel: any ProbeKernel)
        throws(CallFailure) -> [Volume]
    {
        var volumes: [Volume] = []
        var waiting = Array(names.reversed())
        while let name = waiting.popLast() {
            guard !volumes.contains(where: { $0.name == name }) else { continue }
            let directory = "/sys/class/block/\(name)"
            let number = try kernel.text(directory + "/dev")
            volumes.append(
                Volume(name: name, number: number.flatMap { DeviceNumber(.block, $0) }))
            waiting += try kernel.names(directory + "/holders") ?? []
        }
        return volumes
    }
}
