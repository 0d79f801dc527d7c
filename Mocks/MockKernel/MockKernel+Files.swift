public import LiveProbe
import PCISnapshot

extension MockKernel {
    /// Makes the files that the machine's devices and the scenario have.
    func populate() {
        let drivers = "/sys/bus/pci/drivers/"
        for device in machine.devices {
            let path = "/sys/bus/pci/devices/\(device.address)"
            files[path + "/driver_override"] = .text("(null)\n")
            files[path + "/reset_method"] = .text("flr bus\n")
            if let driver = device.driver {
                files[drivers + driver + "/bind"] = .text("")
                attach(device.address, driver)
            }
            populateInterface(of: device, path)
            guard let group = device.iommuGroup else { continue }
            let directory = "/kernel/iommu_groups/\(group)"
            files.link(
                path + "/iommu_group", to: "/sys" + directory, as: "../../../.." + directory)
            files["\(path)/iommu_group/devices/\(device.address)"] = .node
            if hasGroups { files["/dev/vfio/\(group)"] = .node }
        }
        files["/dev/null"] = .node
        populateProcesses()
        files["/proc/sys/kernel/random/boot_id"] = .text(Self.boot + "\n")
        if scenario.interfaces.contains("cdev") { files["/dev/iommu"] = .node }
        if hasGroups { files["/dev/vfio/vfio"] = .node }
        if scenario.vfioDriver == "loaded" { files[drivers + "vfio-pci/bind"] = .text("") }
        for (path, target) in scenario.links { files[path] = .link(target) }
        for (path, text) in scenario.files { files[path] = .text(text) }
        for path in scenario.absent {
            files[path] = nil
            files.removeAll(below: path)
        }
    }

    /// A network controller's interface, which is down.
    private func populateInterface(of device: DeviceSnapshot, _ path: String) {
        guard device.identity.classCode.map({ $0 >> 16 }) == 0x02, let driver = device.driver,
            !Self.isVFIO(driver)
        else { return }
        let index = index(of: device.address) ?? 0
        files["\(path)/net/eth\(index)/flags"] = .text("0x1002\n")
        files["\(path)/net/eth\(index)/subsystem"] = .link("../../../../../../class/net")
    }

    /// The first process and this one, in the namespaces that the machine started with.
    private func populateProcesses() {
        files["/proc/self"] = .link("1000")
        files["/proc/1/fd"] = .node
        files["/proc/1/maps"] = .text("")
        files["/proc/1/comm"] = .text("systemd\n")
        files["/proc/1/root"] = .link("/")
        files["/proc/1/mountinfo"] = .text("26 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n")
        for process in ["1", "1000", "self"] {
            files["/proc/\(process)/ns/mnt"] = .link("mnt:[4026531841]")
            files["/proc/\(process)/ns/net"] = .link("net:[4026531840]")
            files["/proc/\(process)/ns/pid"] = .link("pid:[4026531836]")
        }
        files["/proc/1000/root"] = .link("/")
        files["/proc/self/stat"] = .text("1000 (vfio-probe) R 1 1000 1000 0 -1\n")
    }

    private var hasGroups: Bool { scenario.interfaces.contains("group") }

    /// Gives a function a driver.
    func attach(_ address: BusAddress, _ driver: String) {
        let path = "/sys/bus/pci/devices/\(address)"
        driverChanged(address)
        files[path + "/driver"] = .link("../../../bus/pci/drivers/" + driver)
        guard Self.isVFIO(driver), scenario.interfaces.contains("cdev") else { return }
        let index = index(of: address) ?? 0
        files["\(path)/vfio-dev/vfio\(index)"] = .node
        files["/dev/vfio/devices/vfio\(index)"] = .node
    }

    /// Takes a function's driver away.
    func detach(_ address: BusAddress) {
        let path = "/sys/bus/pci/devices/\(address)"
        driverChanged(address)
        files[path + "/driver"] = nil
        for name in files.names(path + "/vfio-dev") ?? [] {
            files["/dev/vfio/devices/" + name] = nil
        }
        files.removeAll(below: path + "/vfio-dev")
    }

    /// Removes a function from the machine; its drivers' `bind` and `unbind` do not know it.
    func remove(_ address: BusAddress) {
        let path = "/sys/bus/pci/devices/\(address)"
        detach(address)
        files["\(path)/iommu_group/devices/\(address)"] = nil
        files.removeAll(below: path)
    }

    /// A file's text.
    public func read(_ path: String) throws(CallFailure) -> String {
        try enter(.read, path)
        guard let text = files.text(path) else { throw CallFailure(.read, path, .noSuchFile) }
        return text
    }

    /// A link's target.
    public func readLink(_ path: String) throws(CallFailure) -> String {
        try enter(.readLink, path)
        guard let target = files.target(path) else {
            throw CallFailure(.readLink, path, .noSuchFile)
        }
        return target
    }

    /// What is right below a path.
    public func list(_ path: String) throws(CallFailure) -> [DirectoryEntry] {
        try enter(.list, path)
        guard let names = files.names(path) else { throw CallFailure(.list, path, .noSuchFile) }
        return names.map { DirectoryEntry($0, files.kind("\(path)/\($0)")) }
    }

    /// A device's number, where the scenario gives the path one; links are followed once.
    public func status(_ path: String) throws(CallFailure) -> FileStatus {
        try enter(.status, path)
        let target = files.target(path) ?? path
        let number = scenario.nodes[target].flatMap(Scenario.number)
        guard number != nil || files[target] != nil else {
            throw CallFailure(.status, path, .noSuchFile)
        }
        let fileSystem = scenario.fileSystems[target].flatMap { DeviceNumber(.block, $0) }
        return FileStatus(
            device: number, fileSystem: fileSystem ?? DeviceNumber(.block, 0, 1))
    }

    /// Claims a block device, unless the scenario has it in use.
    public func claim(_ path: String, _ number: DeviceNumber) throws(CallFailure) -> Handle {
        try enter(.claim, path)
        guard let word = scenario.nodes[path] else {
            throw CallFailure(.claim, path, .noSuchFile)
        }
        guard Scenario.number(word) == number else { throw CallFailure(.claim, path, .stale) }
        if scenario.claimed.contains(path) { throw CallFailure(.claim, path, .busy) }
        return handle(path)
    }

    /// Every directory is there.
    public func makeDirectory(_ path: String) throws(CallFailure) {
        try enter(.makeDirectory, path)
    }

    /// Root's alone, where it is there.
    public func checkDirectory(_ path: String) throws(CallFailure) {
        try enter(.checkDirectory, path)
        guard files.names(path) != nil else {
            throw CallFailure(.checkDirectory, path, .noSuchFile)
        }
    }

    /// Makes a file.
    public func create(_ path: String) throws(CallFailure) -> Handle {
        try enter(.create, path)
        guard files[path] == nil else { throw CallFailure(.create, path, .exists) }
        files[path] = .text("")
        return handle(path)
    }

    /// Opens a file or node.
    public func open(_ path: String) throws(CallFailure) -> Handle {
        try enter(.open, path)
        guard files[path] != nil else { throw CallFailure(.open, path, .noSuchFile) }
        return handle(path)
    }

    /// Locks a file.
    public func lock(_ file: Handle) throws(CallFailure) {
        try enter(.lock, file.name)
        try takeLock(file)
    }

    /// Writes a file that was made here.
    public func write(_ text: String, to file: Handle) throws(CallFailure) {
        try enter(.writeRecord, file.name)
        files[file.name] = .text(text)
    }

    /// Removes a file.
    public func remove(_ path: String) throws(CallFailure) {
        try enter(.remove, path)
        guard files[path] != nil else { throw CallFailure(.remove, path, .noSuchFile) }
        files[path] = nil
    }
}
