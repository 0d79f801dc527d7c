import PCISnapshot

/// Parts of VFIO that are not there, and what would provide them.
enum MissingSupport {
    static func characterDevice(hasIOMMUFD: Bool) -> ProbeFailure {
        hasIOMMUFD
            ? ProbeFailure(
                .unavailable,
                "the device has no VFIO character device (kernel option VFIO_DEVICE_CDEV)",
                next: "retry with --backend group")
            : ProbeFailure(
                .unavailable, "\(Paths.iommufd) is missing (kernel option IOMMUFD)",
                next: "modprobe iommufd, or retry with --backend group")
    }

    /// The device itself, which was there a moment ago.
    static func device(_ address: BusAddress, _ cause: CallFailure? = nil) -> ProbeFailure {
        let call = cause.map { " (\($0))" } ?? ""
        return ProbeFailure(
            .failed, "\(address) is gone: unplugged or removed meanwhile\(call)",
            next: "vfio-probe list", cause: cause)
    }

    /// Why a function is in no IOMMU group, as far as the system shows it.
    static func iommu(_ address: BusAddress, _ kernel: any ProbeKernel)
        throws(ProbeFailure) -> ProbeFailure
    {
        if try asProbeFailure(try kernel.names(Paths.device(address))) == nil {
            return device(address)
        }
        if try asProbeFailure(try kernel.names("/sys/class/iommu"))?.isEmpty == false {
            return ProbeFailure(
                .unavailable, "\(address) is behind no IOMMU, although the machine has one",
                next: "vfio-probe recommend \(address), which needs none")
        }
        let processor = try asProbeFailure(try kernel.text("/proc/cpuinfo")) ?? ""
        let option =
            if processor.contains("GenuineIntel") {
                "add intel_iommu=on to the kernel command line and restart"
            } else if processor.contains("AuthenticAMD") {
                "switch the IOMMU (AMD-Vi) on in the firmware's setup and restart"
            } else {
                "switch the IOMMU on in the firmware's setup and restart"
            }
        return ProbeFailure(
            .unavailable, "\(address) has no IOMMU group: the IOMMU is off, or there is none",
            next: option)
    }

    /// The switch for devices without an IOMMU: off, or not there to be switched.
    static func noIOMMUMode(_ kernel: any ProbeKernel, _ cause: CallFailure? = nil)
        -> ProbeFailure
    {
        let isThere = (try? kernel.text(Paths.noIOMMUMode)) != nil
        let hasModule = (try? kernel.names(Paths.vfioModule)) != nil
        let next =
            if isThere {
                "echo Y > \(Paths.noIOMMUMode)"
            } else if hasModule {
                "a kernel with the option CONFIG_VFIO_NOIOMMU, which this one lacks"
            } else {
                "modprobe vfio, then retry"
            }
        return ProbeFailure(
            .unavailable, "no-IOMMU mode is disabled", next: next,
            cause: cause)
    }

    static func driver(_ cause: CallFailure?) -> ProbeFailure {
        let reason = cause.map { ": \($0)" } ?? ""
        return ProbeFailure(
            .unavailable, "the kernel has no driver \(Paths.vfioDriver)\(reason)",
            next: "modprobe vfio-pci, or a kernel with the option VFIO_PCI", cause: cause)
    }
}
