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
            guard let group = device.iommuGroup else { continue }
            let directory = "/kernel/iommu_groups/\(group)"
            files.link(
                path + "/iommu_group", to: "/sys" + directory, as: "../../../.." + directory)
            files["\(path)/iommu_group/devices/\(device.address)"] = .node
            if hasGroups { files["/dev/vfio/\(group)"] = .node }
        }
        files["/dev/null"] = .node
        if scenario.interfaces.contains("cdev") { files["/dev/iommu"] = .node }
        if hasGroups { files["/dev/vfio/vfio"] = .node }
        if scenario.vfioDriver == "loaded" { files[drivers + "vfio-pci/bind"] = .text("") }
        for (path, target) in scenario.links { files[path] = .link(target) }
        for (path, text) in scenario.files { files[path] = .text(text) }
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

    /// The names below a path.
    public func list(_ path: String) throws(CallFailure) -> [String] {
        try enter(.list, path)
        guard let names = files.names(path) else { throw CallFailure(.list, path, .noSuchFile) }
        return names
    }

    /// Every directory is there.
    public func makeDirectory(_ path: String) throws(CallFailure) {
        try enter(.makeDirectory, path)
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
