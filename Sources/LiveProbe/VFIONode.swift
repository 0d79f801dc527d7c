import PCISnapshot

/// The way into a device: a character device's name, or a group's number.
enum VFIONode: Equatable {
    case characterDevice(String)
    case group(String)
    case groupWithoutIOMMU(String)

    /// The way that a person wants, as far as the kernel offers it.
    ///
    /// - Throws: `unavailable`, with what is missing.
    static func find(
        _ address: BusAddress, _ choice: BackendChoice, noIOMMU: Bool, _ kernel: any ProbeKernel
    ) throws(ProbeFailure) -> VFIONode {
        if choice != .group, !noIOMMU {
            let names = try asProbeFailure(try kernel.names(Paths.device(address, "vfio-dev")))
            let hasIOMMUFD = try asProbeFailure(try kernel.names("/dev"))?.contains("iommu") == true
            if let name = names?.first, hasIOMMUFD { return .characterDevice(name) }
            if choice == .cdev { throw MissingSupport.characterDevice(hasIOMMUFD: hasIOMMUFD) }
        }
        let link = Paths.device(address, "iommu_group")
        guard let group = try asProbeFailure(try kernel.linkName(link)) else {
            throw try MissingSupport.iommu(address, kernel)
        }
        return noIOMMU ? .groupWithoutIOMMU(group) : .group(group)
    }
}
