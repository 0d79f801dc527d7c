import PCISnapshot

/// Whether a device's IOMMU, or the lack of one, fits what was asked for.
struct IOMMUCheck {
    /// The name of the group that VFIO makes for a device without an IOMMU
    /// (`vfio_noiommu_group_alloc()`).
    private static let groupWithout = "vfio-noiommu"

    let address: BusAddress
    let kernel: any ProbeKernel

    /// - Throws: `unavailable`, before anything is changed.
    func run(noIOMMU: Bool) throws(ProbeFailure) {
        let link = Paths.device(address, "iommu_group")
        guard try asProbeFailure(try kernel.target(link)) != nil else {
            guard noIOMMU else { throw try MissingSupport.iommu(address, kernel) }
            // vfio-pci does not even bind such a device while the switch is off.
            let isOn = try asProbeFailure(try kernel.text(Paths.noIOMMUMode)) == "Y"
            guard isOn else { throw MissingSupport.noIOMMUMode(kernel) }
            return
        }
        let name = try asProbeFailure(try kernel.text(link + "/name"))
        switch (noIOMMU, name == Self.groupWithout) {
        case (true, true), (false, false): return
        case (true, false):
            throw ProbeFailure(
                .unavailable, "\(address) has an IOMMU", next: "retry without --no-iommu")
        case (false, true):
            throw ProbeFailure(
                .unavailable, "\(address) has no IOMMU: it could reach all memory",
                next: "retry with --no-iommu")
        }
    }
}
