import PCISnapshot

/// The nodes through which VFIO's users have a function, or another one of its group, open.
struct DeviceNodes {
    private let kernel: any ProbeKernel
    private let address: BusAddress

    init(_ address: BusAddress, _ kernel: any ProbeKernel) {
        self.address = address
        self.kernel = kernel
    }

    /// Who has one of them open, or one besides, or may have, as told to a person; nil when nobody
    /// has.
    func users(besides node: String? = nil) throws(CallFailure) -> String? {
        var targets = OpenTargets(address)
        for member in [address] + (try IOMMUGroup(address, kernel).others()) {
            try targets.addNodes(of: member, kernel)
        }
        if let node { targets.paths.insert(node) }
        let scan = try ProcessScan(targets, onlyNodes: true, kernel)
        let users =
            scan.holders.map { "\($0.name) (process \($0.process))" }
            + scan.unseen.map(\.text)
        return users.isEmpty ? nil : users.joined(separator: ", ")
    }
}
