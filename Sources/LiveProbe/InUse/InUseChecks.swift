import PCISnapshot

/// Why a function should not be taken from its driver, or reset: each reason names who is in the way.
///
/// Three general questions come before the special ones, so that what nobody thought of is found,
/// too: who has a device below the function open, does the kernel give up its disks, what hangs
/// below it. What cannot be told counts as in use.
struct InUseChecks {
    private let kernel: any ProbeKernel
    private let device: DeviceSnapshot

    init(_ device: DeviceSnapshot, _ kernel: any ProbeKernel) {
        self.device = device
        self.kernel = kernel
    }

    /// Every reason against taking the function from its driver; empty when nothing is in the way.
    ///
    /// - Parameter claims: takes over the disks that the kernel gave up; as long as they are open,
    ///   nobody can mount them.
    func reasons(claims: inout OwnedHandles) throws(CallFailure) -> [InUseReason] {
        var reasons = HostNamespaces(kernel).reasons()
        reasons += bridgeReasons()
        reasons += try virtualFunctionReasons()
        reasons += try platformReasons()
        let driver = try kernel.linkName(Paths.device(device.address, "driver"))
        let tree = try FunctionTree(device.address, kernel)
        let disks = try Disks(device.address, tree, kernel)
        let display = try DisplayUse(device.address, tree, driver, kernel)
        let targets = try openTargets(tree, disks, display, driver)
        let processes = try ProcessScan(targets, kernel)
        reasons += display.reasons
        if let terminal = try CallerConnection(kernel).terminal()?.number,
            let target = targets.numbers[terminal]
        {
            reasons.append(
                InUseReason(.console, "\(target.name) is the caller's terminal", isFinal: true))
        }
        reasons += try NetworkUse(device, tree, driver, processes.mounts, kernel).reasons()
        reasons += try DiskUse(disks, processes, kernel).reasons(claims: &claims)
        reasons += try StorageTargets(kernel).reasons(
            disks, tree.devices(of: "nvme"), processes.mounts)
        reasons += processes.reasons(WaitingDriver.waitsForUsers(driver))
        reasons += try DevicesBelow(tree, kernel).reasons()
        reasons += try WaitingDriver(tree, processes.mounts, kernel).reasons()
        reasons += try DriverUse(device, driver, kernel).reasons()
        reasons += try groupReasons()
        return Self.distinct(reasons)
    }

    /// Every reason against opening a function that VFIO has, which resets it.
    func reasonsAgainstReset() throws(CallFailure) -> [InUseReason] {
        var reasons = bridgeReasons()
        reasons += try virtualFunctionReasons()
        let tree = try FunctionTree(device.address, kernel)
        var targets = OpenTargets(device.address)
        for below in tree.devices { targets.add(below, waits: false) }
        try targets.addNodes(of: device.address, kernel)
        reasons += try ProcessScan(targets, kernel).reasons(false)
        return Self.distinct(reasons)
    }

    /// What a process that uses the function would have open.
    private func openTargets(
        _ tree: FunctionTree, _ disks: Disks, _ display: DisplayUse, _ driver: String?
    ) throws(CallFailure) -> OpenTargets {
        var targets = OpenTargets(device.address)
        for below in tree.devices + disks.companions {
            targets.add(below, waits: WaitingDriver.waitsForUsers(below))
        }
        for (number, name) in disks.numbers {
            targets.numbers[number] = OpenTargets.Target(name: name)
            targets.fileSystems[number] = name
        }
        for (number, name) in display.terminals {
            targets.numbers[number] = OpenTargets.Target(name: name)
        }
        targets.prefixes += DriverUse.nodePrefixes(of: driver)
        targets.ownNode = try DriverUse.nvidiaNode(device.address, driver, kernel)
        try targets.addNodes(of: device.address, kernel)
        return targets
    }

    /// vfio-pci goes by the header's type as well (`vfio_pci_core_register_device()`); class 06 has
    /// functions with ordinary headers, too, such as non-transparent bridges.
    private func bridgeReasons() -> [InUseReason] {
        guard let config = device.readConfig, config.isRead(0x0e..<0x0f) else {
            switch device.identity.classCode.map({ $0 >> 16 }) {
            case 0x06, nil:
                return [
                    InUseReason(
                        .bridge, "it may be a bridge: its configuration space was not read")
                ]
            default: return []
            }
        }
        guard config[0x0e] & 0x7f != 0 else { return [] }
        return [InUseReason(.bridge, "it is a bridge: what is behind it would be lost")]
    }

    /// Host bridges, ISA bridges and system peripherals are used by drivers that are not bound to
    /// them (`pci_get_device()`): memory controllers, EDAC, uncore counters.
    private func platformReasons() throws(CallFailure) -> [InUseReason] {
        guard let code = device.identity.classCode.map({ $0 >> 8 }),
            [0x0600, 0x0601, 0x0880].contains(code),
            try kernel.linkName(Paths.device(device.address, "driver")) == nil
        else { return [] }
        return [
            InUseReason(
                .undetermined,
                "it is a part of the platform without a driver of its own, and who"
                    + " uses it cannot be told")
        ]
    }

    private func virtualFunctionReasons() throws(CallFailure) -> [InUseReason] {
        let path = Paths.device(device.address, "sriov_numvfs")
        let count = try kernel.text(path) ?? "0"
        guard count != "0" else { return [] }
        return [
            InUseReason(.virtualFunctions, "it has \(count) virtual functions enabled")
        ]
    }

    private func groupReasons() throws(CallFailure) -> [InUseReason] {
        try IOMMUGroup(device.address, kernel).hostDriven().map {
            InUseReason(
                .group, "\($0.address) of the same IOMMU group is bound to \($0.driver)")
        }
    }

    /// Each reason once, in their order.
    private static func distinct(_ reasons: [InUseReason]) -> [InUseReason] {
        var seen: Set<InUseReason> = []
        return reasons.filter { seen.insert($0).inserted }
    }
}
