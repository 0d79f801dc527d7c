import PCISnapshot

/// Who has a function's device files open, as /proc shows it.
struct OpenFiles {
    private let kernel: any ProbeKernel

    init(_ kernel: any ProbeKernel) { self.kernel = kernel }

    /// The processes that have VFIO's device files of some functions; this one aside.
    func holders(of addresses: [BusAddress]) throws(CallFailure) -> [ProcessScan.Holder] {
        guard let first = addresses.first else { return [] }
        var targets = OpenTargets(first)
        for address in addresses { try targets.addNodes(of: address, kernel) }
        return try ProcessScan(targets, kernel).holders
    }
}
