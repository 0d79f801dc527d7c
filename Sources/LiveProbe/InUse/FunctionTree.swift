import PCISnapshot

/// One device below a function's directory in sysfs.
struct SysfsDevice {
    /// Its directory.
    let path: String
    /// The directory's name, which is the device's.
    let name: String
    /// Its class or bus; nil where the kernel does not say.
    let subsystem: String?
    /// What its `dev` attribute holds; nil for a device without device file.
    let numberText: String?
    /// The names in its directory.
    let entries: Set<String>

    /// The number of its device file; nil without one, or for a text that is no number.
    var number: DeviceNumber? {
        numberText.flatMap { DeviceNumber(subsystem == "block" ? .block : .character, $0) }
    }
}

/// Everything that hangs below a function, whatever its bus or class: its directory in sysfs.
struct FunctionTree {
    /// More directories than any function has; what goes on beyond is not understood.
    private static let mostDirectories = 1 << 16

    /// Classes whose directories show the devices of one network namespace only.
    private static let namespaced: Set = ["net", "ieee80211", "infiniband"]
    /// Directories without devices, which some drivers have thousands of (`blk_mq_sysfs_register()`).
    private static let leaves: Set = ["mq", "power", "statistics", "msi_irqs", "trace", "queue"]

    /// All devices, outer ones first.
    let devices: [SysfsDevice]
    /// Whether there is a directory for network interfaces.
    let hasNetDirectory: Bool
    /// Whether such a directory is empty: its interfaces are in another network namespace, of which
    /// sysfs shows none (`net_namespace()`, drivers/base/core.c).
    let hidesInterfaces: Bool

    /// Looks through a function's directory; no link is followed.
    init(_ address: BusAddress, _ kernel: any ProbeKernel) throws(CallFailure) {
        try self.init(below: Paths.device(address), kernel)
    }

    /// Looks through a directory of sysfs.
    init(below root: String, _ kernel: any ProbeKernel) throws(CallFailure) {
        var devices: [SysfsDevice] = []
        var hasNetDirectory = false
        var hidesInterfaces = false
        var waiting = [root]
        var count = 0
        while let path = waiting.popLast() {
            count += 1
            guard count <= Self.mostDirectories else {
                throw CallFailure(.list, path, .overflow)
            }
            // What was in the listing may be gone by now.
            guard let entries = try kernel.entries(path) else { continue }
            let names = Set(entries.map(\.name))
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let directories = entries.filter { $0.kind == .directory }
            let isDevice = names.contains("subsystem") || names.contains("dev")
            if !isDevice, Self.namespaced.contains(name) {
                if name == "net" { hasNetDirectory = true }
                if directories.isEmpty { hidesInterfaces = true }
            }
            if path != root, isDevice {
                devices.append(
                    SysfsDevice(
                        path: path, name: name,
                        subsystem: try kernel.linkName(path + "/subsystem"),
                        numberText: names.contains("dev")
                            ? try kernel.text(path + "/dev") : nil,
                        entries: names))
            }
            waiting += directories.reversed().filter { !Self.leaves.contains($0.name) }.map {
                path + "/" + $0.name
            }
        }
        self.devices = devices
        self.hasNetDirectory = hasNetDirectory
        self.hidesInterfaces = hidesInterfaces
    }

    /// The devices of a class or bus.
    func devices(of subsystem: String) -> [SysfsDevice] {
        devices.filter { $0.subsystem == subsystem }
    }
}
