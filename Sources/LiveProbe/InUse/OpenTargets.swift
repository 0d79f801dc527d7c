import PCISnapshot

/// What a process that uses a function would have open or mapped.
struct OpenTargets {
    /// A device file.
    struct Target {
        /// What it is called in messages.
        let name: String
        /// Whether the driver's removal would wait until nobody has it open.
        var waits = false
    }

    /// Device files by number, whatever their names.
    var numbers: [DeviceNumber: Target] = [:]
    /// File systems by the number of their disk.
    var fileSystems: [DeviceNumber: String] = [:]
    /// Paths, for device files whose number is not known.
    var paths: Set<String> = []
    /// The device file of the function alone, of a driver whose removal waits for its users.
    var ownNode: String?
    /// Beginnings of paths, for drivers whose device files sysfs does not show.
    var prefixes: [String] = []
    /// The end of the path of a file of sysfs that gives a BAR to userspace, up to its number.
    private let resources: String
    private let address: BusAddress

    /// The BARs of a function, which sysfs offers to everybody.
    init(_ address: BusAddress) {
        self.address = address
        resources = "/\(address)/resource"
    }

    /// A device below the function; one of unclear kind counts as a disk, too.
    mutating func add(_ device: SysfsDevice, waits: Bool) {
        guard let number = device.number else { return }
        let target = Target(name: device.name, waits: waits)
        numbers[number] = target
        if device.subsystem == nil {
            numbers[DeviceNumber(.block, number.major, number.minor)] = target
        }
    }

    /// VFIO's own device files of a function: the character device's, and the group's.
    mutating func addNodes(of address: BusAddress, _ kernel: any ProbeKernel)
        throws(CallFailure)
    {
        let target = Target(name: "\(address)")
        let directory = Paths.device(address, "vfio-dev")
        for name in try kernel.names(directory) ?? [] {
            paths.insert(Paths.characterDevice(name))
            try add("\(directory)/\(name)/dev", target, kernel)
        }
        guard let group = try kernel.linkName(Paths.device(address, "iommu_group")) else { return }
        try add("/sys/class/vfio/\(group)/dev", target, kernel)
        try add("/sys/class/vfio/noiommu-\(group)/dev", target, kernel)
        paths.insert(Paths.group(group, noIOMMU: false))
        paths.insert(Paths.group(group, noIOMMU: true))
    }

    /// A character device by the attribute that holds its number, where there is one.
    private mutating func add(_ attribute: String, _ target: Target, _ kernel: any ProbeKernel)
        throws(CallFailure)
    {
        guard let text = try kernel.text(attribute),
            let number = DeviceNumber(.character, text)
        else { return }
        numbers[number] = target
    }

    /// What a path that a process has open stands for; nil for nothing of the function's.
    func target(_ path: String) -> Target? {
        if paths.contains(path) { return Target(name: "\(address)") }
        if path == ownNode { return Target(name: path, waits: true) }
        // Which of them is the function's is not known.
        if prefixes.contains(where: path.hasPrefix) { return Target(name: path) }
        // Peer-to-peer memory is waited for (`pci_p2pdma_release()`).
        if path.contains("/\(address)/p2pmem/") {
            return Target(name: "\(address)'s p2pmem", waits: true)
        }
        guard let found = path.lastIndex(of: "/"), path[..<found].hasSuffix("/\(address)"),
            path.contains(resources)
        else { return nil }
        return Target(name: "\(address)'s \(path[path.index(after: found)...])")
    }

    /// What a file's status stands for; nil for nothing of the function's.
    func target(_ status: FileStatus) -> Target? {
        if let number = status.device, let target = numbers[number] { return target }
        return fileSystems[status.fileSystem].map { Target(name: "a file on \($0)") }
    }
}
