/// Which of VFIO's two interfaces a person wants.
public enum BackendChoice: String, CaseIterable, Sendable {
    /// The character device where there is one, else the group.
    case auto
    /// The device's own character device, with iommufd.
    case cdev
    /// The IOMMU group, with a container.
    case group
}

/// The interface that a device was opened through.
public enum Backend: String, Sendable {
    /// The device's own character device, bound to an iommufd without any address space: no DMA
    /// is possible.
    case cdev
    /// The IOMMU group in a container of type 1.
    case group
    /// The group of a device without an IOMMU.
    case noIOMMU = "no-iommu"
}
