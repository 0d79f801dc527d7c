import PCISnapshot

/// The other functions of a function's IOMMU group.
struct IOMMUGroup {
    private let kernel: any ProbeKernel
    private let address: BusAddress

    /// Drivers that do no DMA for the host, so that VFIO may have the group beside them
    /// (`driver_managed_dma` in their sources).
    private static let harmless: Set = ["pci-stub", "pcieport", "shpchp"]

    init(_ address: BusAddress, _ kernel: any ProbeKernel) {
        self.address = address
        self.kernel = kernel
    }

    /// All of them.
    func others() throws(CallFailure) -> [BusAddress] {
        try members().compactMap(BusAddress.init).filter { $0 != address }
    }

    /// Those that a driver of the host has.
    func hostDriven() throws(CallFailure) -> [(address: BusAddress, driver: String)] {
        var found: [(address: BusAddress, driver: String)] = []
        for member in try others() {
            guard let driver = try kernel.linkName(Paths.device(member, "driver")),
                !Self.harmless.contains(driver), !VFIODriver.isOne(driver)
            else { continue }
            found.append((member, driver))
        }
        return found
    }

    /// The names in the group's list; none only for a function that is in no group.
    private func members() throws(CallFailure) -> [String] {
        do {
            let entries = try kernel.list(Paths.device(address, "iommu_group/devices"))
            return entries.map(\.name).sorted()
        } catch {
            let isInOne = try kernel.target(Paths.device(address, "iommu_group")) != nil
            if isInOne { throw error }
            return []
        }
    }
}

/// VFIO's own drivers: vfio-pci, and the variants for certain devices.
enum VFIODriver {
    /// Whether a driver's name is one of theirs: `vfio-pci`, `mlx5_vfio_pci`, `nvgrace-gpu-vfio-pci`.
    static func isOne(_ name: String) -> Bool {
        name.replacing("_").hasSuffix("vfio-pci")
    }
}

extension String {
    /// Dashes for underscores; drivers write their names both ways.
    fileprivate func replacing(_ character: Character) -> String {
        String(map { $0 == character ? "-" : $0 })
    }
}
