import PCISnapshot

/// The way into a device: a character device's name, or a group's number.
enum Way: Equatable {
    case characterDevice(String)
    case group(String)
    case groupWithoutIOMMU(String)

    /// The way that a person wants, as far as the kernel offers it.
    ///
    /// - Throws: `unavailable`, with what is missing.
    static func find(
        _ address: BusAddress, _ choice: BackendChoice, noIOMMU: Bool, _ kernel: any ProbeKernel
    ) throws(ProbeFailure) -> Way {
        if choice != .group, !noIOMMU {
            let names = try orFail(try kernel.names(Paths.device(address, "vfio-dev")))
            let hasIOMMUFD = try orFail(try kernel.names("/dev"))?.contains("iommu") == true
            if let name = names?.first, hasIOMMUFD { return .characterDevice(name) }
            if choice == .cdev { throw Missing.characterDevice(hasIOMMUFD: hasIOMMUFD) }
        }
        let link = Paths.device(address, "iommu_group")
        guard let group = try orFail(try kernel.linkName(link)) else {
            throw try Missing.iommu(address, kernel)
        }
        return noIOMMU ? .groupWithoutIOMMU(group) : .group(group)
    }
}
