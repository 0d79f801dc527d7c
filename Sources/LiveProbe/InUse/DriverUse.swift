import PCISnapshot

/// Whether the driver itself says that it is used: by other drivers, or by users whom no device file
/// shows.
struct DriverUse {
    private let address: BusAddress
    private let classCode: UInt32?
    private let driver: String?
    private let kernel: any ProbeKernel

    init(_ device: DeviceSnapshot, _ driver: String?, _ kernel: any ProbeKernel) {
        address = device.address
        classCode = device.identity.classCode
        self.driver = driver
        self.kernel = kernel
    }

    /// What the driver's module and the kernel's crypto table tell.
    func reasons() throws(CallFailure) -> [InUseReason] {
        guard let driver, !VFIODriver.isOne(driver) else { return [] }
        guard let module = try kernel.linkName(Paths.driver(driver) + "/module") else {
            return builtInReasons(driver)
        }
        return try moduleReasons(driver, module) + cryptoReasons(module)
    }

    /// Ciphers of a driver that is no module cannot be told from the kernel's own.
    private func builtInReasons(_ driver: String) -> [InUseReason] {
        // Encryption controllers, and co-processors: the base classes of what has ciphers.
        guard let base = classCode.map({ $0 >> 16 }), [0x10, 0x0b].contains(base) else {
            return []
        }
        return [
            InUseReason(
                .undetermined,
                "whether ciphers of \(driver), which is built in, are in use cannot"
                    + " be told")
        ]
    }

    /// References to the module beyond those of other modules: openers, file systems, streams.
    ///
    /// They are not told apart by device, so they say something only of a driver's single device.
    private func moduleReasons(_ driver: String, _ module: String)
        throws(CallFailure) -> [InUseReason]
    {
        let bound = try kernel.names(Paths.driver(driver))?.compactMap(BusAddress.init) ?? []
        guard bound == [address] else { return [] }
        let directory = "/sys/module/\(module)"
        guard let text = try kernel.text(directory + "/refcnt") else { return [] }
        let holders = try kernel.names(directory + "/holders")?.count ?? 0
        guard let count = Int(text) else {
            return [
                InUseReason(
                    .undetermined, "\(driver) may have users: its module's count makes no sense")
            ]
        }
        // The encryption of guests' memory goes through AMD's secure processor.
        if module == "ccp", try kernel.names(directory + "/holders/kvm_amd") != nil {
            return [InUseReason(.driver, "\(driver) is used by kvm_amd")]
        }
        guard count > holders else { return [] }
        return [
            InUseReason(
                .driver, "\(driver) has \(count - holders) users, and this is its only device")
        ]
    }

    /// Algorithms of the module, or of one that it is built on, that somebody uses
    /// (`crypto_show_alg()`: a count of 1 is the table's own).
    private func cryptoReasons(_ module: String) throws(CallFailure) -> [InUseReason] {
        guard let text = try kernel.text("/proc/crypto") else { return [] }
        var reasons: [InUseReason] = []
        var base: [Substring: Bool] = [:]
        let dependents = try dependents(of: module)
        for entry in text.split(separator: "\n\n") {
            var values: [Substring: Substring] = [:]
            for line in entry.split(separator: "\n") {
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2 else { continue }
                values[parts[0].trimmed] = parts[1].trimmed
            }
            guard let provider = values["module"], provider != "kernel",
                let count = values["refcnt"].flatMap({ Int($0) }), count > 1
            else { continue }
            let isOurs: Bool
            if let known = base[provider] {
                isOurs = known
            } else {
                let holders = try kernel.names("/sys/module/\(provider)/holders") ?? []
                isOurs =
                    provider == module || holders.contains(module)
                    || dependents.contains(String(provider))
                base[provider] = isOurs
            }
            guard isOurs else { continue }
            reasons.append(
                InUseReason(.driver, "the cipher \(values["driver"] ?? "?") is in use"))
        }
        return reasons
    }

    /// Modules that are built on one, to the end of the chain.
    private func dependents(of module: String) throws(CallFailure) -> Set<String> {
        var found: Set<String> = []
        var waiting = [module]
        while let name = waiting.popLast() {
            for holder in try kernel.names("/sys/module/\(name)/holders") ?? []
            where found.insert(holder).inserted { waiting.append(holder) }
        }
        return found
    }

    /// The device file of an NVIDIA function, whose driver waits for its users in remove().
    static func nvidiaNode(_ address: BusAddress, _ driver: String?, _ kernel: any ProbeKernel)
        throws(CallFailure) -> String?
    {
        guard let driver, driver.hasPrefix("nvidia") else { return nil }
        let path = "/proc/driver/nvidia/gpus/\(address)/information"
        let line = try kernel.text(path)?.split(separator: "\n").first {
            $0.hasPrefix("Device Minor:")
        }
        return line.map { "/dev/nvidia" + $0.dropFirst("Device Minor:".count).filter(\.isNumber) }
    }

    /// Where the device files of drivers begin that sysfs does not show below their functions.
    static func nodePrefixes(of driver: String?) -> [String] {
        switch driver {
        case "amdgpu"?: ["/dev/kfd"]
        case let driver? where driver.hasPrefix("nvidia"): ["/dev/nvidia"]
        default: []
        }
    }
}

extension Substring {
    /// Without the blanks and tabs at both ends.
    fileprivate var trimmed: Substring {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        var text = drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }
}
