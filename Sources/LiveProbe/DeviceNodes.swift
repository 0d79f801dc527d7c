import PCISnapshot

/// The nodes through which VFIO's users have a function, or another one of its group, open.
struct DeviceNodes {
    private let kernel: any ProbeKernel
    private let address: BusAddress

    init(_ address: BusAddress, _ kernel: any ProbeKernel) {
        self.address = address
        self.kernel = kernel
    }

    /// Who has one of them open, or one besides, as told to a person; nil when nobody is found.
    func users(besides node: String? = nil) throws(CallFailure) -> String? {
        let holders = try OpenFiles(kernel).holders(of: nodes().union(node.map { [$0] } ?? []))
        if holders.isEmpty { return nil }
        return holders.map { "\($0.name) (process \($0.process))" }.joined(separator: ", ")
    }

    /// Either interface's.
    private func nodes() throws(CallFailure) -> Set<String> {
        var nodes: Set<String> = []
        for member in [address] + (try IOMMUGroup(address, kernel).others()) {
            for name in try kernel.names(Paths.device(member, "vfio-dev")) ?? [] {
                nodes.insert(Paths.characterDevice(name))
            }
        }
        if let group = try kernel.linkName(Paths.device(address, "iommu_group")) {
            nodes.insert(Paths.group(group, noIOMMU: false))
            nodes.insert(Paths.group(group, noIOMMU: true))
        }
        return nodes
    }
}
