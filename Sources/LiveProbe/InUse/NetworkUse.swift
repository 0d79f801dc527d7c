import PCISnapshot

/// Whether the network interfaces of a function are in use: up, enslaved, or where nobody sees them.
struct NetworkUse {
    private let device: DeviceSnapshot
    private let tree: FunctionTree
    private let driver: String?
    private let mounts: [MountTable]
    private let kernel: any ProbeKernel

    init(
        _ device: DeviceSnapshot, _ tree: FunctionTree, _ driver: String?, _ mounts: [MountTable],
        _ kernel: any ProbeKernel
    ) {
        self.mounts = mounts
        self.device = device
        self.tree = tree
        self.driver = driver
        self.kernel = kernel
    }

    /// Drivers that make no interfaces.
    private static let withoutInterfaces: Set = ["pci-stub", "uio_pci_generic", "igb_uio"]

    /// Whether the function is only the way to a virtio device that no driver has.
    private var isUndriven: Bool {
        let children = tree.devices(of: "virtio")
        return !children.isEmpty && children.allSatisfy { !$0.entries.contains("driver") }
    }

    /// What the interfaces are used for.
    func reasons() throws(CallFailure) -> [InUseReason] {
        let interfaces = tree.devices(of: "net")
        var reasons: [InUseReason] = []
        if tree.hidesInterfaces {
            reasons.append(
                InUseReason(
                    .network, "its network interface is in another network namespace"))
        }
        for interface in interfaces { reasons += try self.reasons(interface) }
        let isNetwork = device.identity.classCode.map { $0 >> 16 } == 0x02
        if isNetwork, !tree.hasNetDirectory, let driver, !VFIODriver.isOne(driver),
            !Self.withoutInterfaces.contains(driver), !isUndriven
        {
            reasons.append(
                InUseReason(
                    .undetermined, "it is a network controller, and \(driver) shows no interface"))
        }
        guard !interfaces.isEmpty else { return reasons }
        return reasons.contains { $0.kind == .network }
            ? try markWayIn(reasons, interfaces) : reasons
    }

    private func reasons(_ interface: SysfsDevice) throws(CallFailure) -> [InUseReason] {
        var reasons: [InUseReason] = []
        // One that has just gone has no flags.
        if let text = try kernel.text(interface.path + "/flags") {
            if let flags = Hex.parse(text) {
                // IFF_UP
                if flags & 1 != 0 {
                    reasons.append(
                        InUseReason(.network, "network interface \(interface.name) is up"))
                }
            } else {
                reasons.append(
                    InUseReason(
                        .undetermined,
                        "network interface \(interface.name) may be up: its flags make no sense"))
            }
        }
        if let master = try kernel.linkName(interface.path + "/master") {
            reasons.append(
                InUseReason(
                    .network, "network interface \(interface.name) is part of \(master)"))
        }
        for name in interface.entries.sorted() where name.hasPrefix("upper_") {
            reasons.append(
                InUseReason(
                    .network,
                    "network interface \(interface.name) is below \(name.dropFirst(6))"))
        }
        return reasons
    }

    /// Nothing overrides what the caller itself came in through.
    private func markWayIn(_ reasons: [InUseReason], _ interfaces: [SysfsDevice])
        throws(CallFailure) -> [InUseReason]
    {
        // Which interface leads to the server is not asked: nobody loses a root file system here.
        if let root = mounts.first?.root,
            ["nfs", "nfs4", "cifs", "smb3", "ceph"].contains(root.type)
        {
            return reasons + [
                InUseReason(
                    .network, "the root file system (\(root.type)) is on the network",
                    isFinal: true)
            ]
        }
        let above = try closure(of: interfaces.map(\.name))
        guard let name = try CallerConnection(kernel).interfaces().first(where: above.contains)
        else { return reasons }
        return reasons + [
            InUseReason(
                .network, "the caller is connected through \(name)", isFinal: true)
        ]
    }

    /// Interfaces, and those that are made of them: bridges, bonds, VLANs.
    private func closure(of names: [String]) throws(CallFailure) -> Set<String> {
        var found: Set<String> = []
        var waiting = names
        while let name = waiting.popLast() {
            guard found.insert(name).inserted else { continue }
            let entries = try kernel.names("/sys/class/net/\(name)") ?? []
            waiting += entries.filter { $0.hasPrefix("upper_") }.map { String($0.dropFirst(6)) }
            if let master = try kernel.linkName("/sys/class/net/\(name)/master") {
                waiting.append(master)
            }
        }
        return found
    }
}
