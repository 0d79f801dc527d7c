import PCISnapshot

/// Why a function should not be taken from its driver: each reason names who is in the way.
struct Obstacles {
    private let kernel: any ProbeKernel
    private let device: DeviceSnapshot

    init(_ device: DeviceSnapshot, _ kernel: any ProbeKernel) {
        self.device = device
        self.kernel = kernel
    }

    /// Every reason there is, in words; empty when nothing is in the way.
    func reasons() throws(CallFailure) -> [String] {
        var reasons: [String] = []
        switch device.identity.classCode.map({ $0 >> 16 }) {
        case 0x06: reasons.append("it is a bridge: what is behind it would be lost")
        case nil: reasons.append("it may be a bridge: its class is not known")
        default: break
        }
        let virtualFunctions = try text("sriov_numvfs") ?? "0"
        if virtualFunctions != "0" {
            reasons.append("it has \(virtualFunctions) virtual functions enabled")
        }
        if try text("boot_vga") ?? "0" != "0" { reasons.append("it is the boot display") }
        reasons += try networkReasons()
        reasons += try DiskUse(device.address, kernel).reasons()
        reasons += try IOMMUGroup(device.address, kernel).hostDriven().map {
            "\($0.address) of the same IOMMU group is bound to \($0.driver)"
        }
        return reasons
    }

    private func text(_ attribute: String) throws(CallFailure) -> String? {
        try kernel.text(Paths.device(device.address, attribute))
    }

    /// Interfaces behind the function that are up (IFF_UP), whatever bus lies between.
    private func networkReasons() throws(CallFailure) -> [String] {
        var reasons: [String] = []
        for name in try ClassDevices("net", kernel).behind(device.address) {
            // One that has just gone has no flags.
            guard let text = try kernel.text("/sys/class/net/\(name)/flags") else { continue }
            guard let flags = Hex.parse(text) else {
                reasons.append("network interface \(name) may be up: its flags make no sense")
                continue
            }
            if flags & 1 != 0 { reasons.append("network interface \(name) is up") }
        }
        return reasons
    }
}

/// Devices of a class that lie behind a function, by the links in /sys/class.
struct ClassDevices {
    private let directory: String
    private let kernel: any ProbeKernel

    init(_ name: String, _ kernel: any ProbeKernel) {
        directory = "/sys/class/" + name
        self.kernel = kernel
    }

    /// The names of those whose path goes through the function.
    func behind(_ address: BusAddress) throws(CallFailure) -> [String] {
        var found: [String] = []
        for name in try kernel.names(directory) ?? [] {
            // Read anew: what was in the listing may be gone by now.
            guard let target = try kernel.target("\(directory)/\(name)") else { continue }
            if target.split(separator: "/").contains("\(address)") { found.append(name) }
        }
        return found
    }
}
