import PCISnapshot

/// Finds out why VFIO refused to open a device, and what to type next.
struct OpenFailureDiagnosis {
    private let kernel: any ProbeKernel
    private let address: BusAddress
    private let resources: [ResourceRecord]
    private let way: VFIONode

    init(_ device: DeviceSnapshot, _ way: VFIONode, _ kernel: any ProbeKernel) {
        address = device.address
        resources = device.resources
        self.way = way
        self.kernel = kernel
    }

    /// What a failed call on the way to an open device means.
    func explain(_ failure: CallFailure) -> ProbeFailure {
        switch (failure.call, failure.errno) {
        case (.open, .noSuchFile), (.open, .noDevice): missing(failure)
        case (.checkExtension, .operationNotSupported):
            way.isNoIOMMU
                ? MissingSupport.noIOMMUMode(kernel, failure)
                : ProbeFailure(
                    .unavailable, "the container does not support this type of IOMMU",
                    next: "modprobe vfio_iommu_type1", cause: failure)
        case (_, .notPermitted), (.setContainer, .busy): notPermitted(failure)
        case (.bindIOMMUFD, .busy), (.open, .busy), (.groupDevice, .busy): inUse(failure)
        case (.bindIOMMUFD, .invalid), (.groupDevice, .invalid): invalid(failure)
        case (.bindIOMMUFD, .accessDenied), (.groupDevice, .accessDenied):
            ProbeFailure(
                .refused,
                "\(failure): the PF of this VF is bound to VFIO, too, so that the VF"
                    + " opens only with the PF's VF token",
                next: "bind the PF to its own driver", cause: failure)
        case (_, .again):
            ProbeFailure(
                .failed, "\(failure): the function is being reset",
                next: "retry", cause: failure)
        default: ProbeFailure(failure)
        }
    }

    private func missing(_ failure: CallFailure) -> ProbeFailure {
        let next =
            switch failure.object {
            case Paths.iommufd: "modprobe iommufd, or retry with --backend group"
            case Paths.container: "modprobe vfio_iommu_type1, or retry with --backend cdev"
            default: "retry with --backend \(way.other)"
            }
        return ProbeFailure(
            .unavailable, "\(failure.object) is missing (\(failure.errno))", next: next,
            cause: failure)
    }

    /// The kernel says EPERM for a group that it cannot give, and for interrupts without remapping.
    private func notPermitted(_ failure: CallFailure) -> ProbeFailure {
        let others = (try? IOMMUGroup(address, kernel).hostDriven()) ?? []
        if let first = others.first {
            let names = others.map { "\($0.address) (\($0.driver))" }.joined(separator: ", ")
            return ProbeFailure(
                .refused, "the IOMMU group is not viable: drivers of the host have \(names)",
                next: "echo \(first.address) > \(Paths.driver(first.driver, "unbind"))",
                cause: failure)
        }
        if failure.call == .groupStatus { return inUse(failure) }
        if failure.errno == .busy { return inUse(failure) }
        // Another iommufd has the group (`iommu_device_claim_dma_owner()`).
        if let refusal = held("the IOMMU group of \(address)", failure) { return refusal }
        let lockdown = (try? kernel.text("/sys/kernel/security/lockdown")) ?? ""
        if lockdown.contains("[integrity]") || lockdown.contains("[confidentiality]") {
            return ProbeFailure(
                .unavailable, "\(failure); the kernel is locked down: \(lockdown)",
                next: "restart with secure boot or lockdown= off", cause: failure)
        }
        let module = failure.call == .bindIOMMUFD ? "iommufd" : "vfio_iommu_type1"
        return ProbeFailure(
            .unavailable,
            "\(failure): the IOMMU does not remap interrupts, or the caller lacks a capability",
            next: "echo Y > /sys/module/\(module)/parameters/allow_unsafe_interrupts, which lets"
                + " the device send any interrupt", cause: failure)
    }

    private func inUse(_ failure: CallFailure) -> ProbeFailure {
        held("\(address)", failure)
            ?? ProbeFailure(
                .refused, "\(failure): the device or its group is most likely open elsewhere",
                next: "fuser -v \(way.node)", cause: failure)
    }

    /// By whom the device or another of its group is held; nil when nobody is found.
    private func held(_ what: String, _ failure: CallFailure) -> ProbeFailure? {
        guard let users = try? DeviceNodes(address, kernel).users(besides: way.node) else {
            return nil
        }
        return ProbeFailure(
            .refused, "\(what) is in use by \(users)", next: "stop it, then retry",
            cause: failure)
    }

    /// EINVAL is two things: the character device is open elsewhere (`vfio_df_open()`), or the
    /// function cannot be enabled (`pci_enable_resources()`).
    private func invalid(_ failure: CallFailure) -> ProbeFailure {
        if let bar = resources.first(where: \.isWithoutAddress) {
            return ProbeFailure(
                .unavailable,
                "\(failure): BAR \(bar.index) has no address: the kernel cannot enable the function",
                next: "restart with pci=realloc, or let the firmware's setup assign more memory",
                cause: failure)
        }
        return held("\(address)", failure)
            ?? ProbeFailure(
                .failed,
                "\(failure): the device is open elsewhere, or the kernel cannot enable the function",
                next: "dmesg | grep \(address); fuser -v \(way.node)", cause: failure)
    }
}

extension ResourceRecord {
    /// A BAR that the kernel has found no address for (IORESOURCE_UNSET).
    fileprivate var isWithoutAddress: Bool {
        index < 6 && size > 0 && flags.contains(.unset)
    }
}

extension VFIONode {
    /// The device node that a user of the device has open.
    fileprivate var node: String {
        switch self {
        case .characterDevice(let name): Paths.characterDevice(name)
        case .group(let number): Paths.group(number, noIOMMU: false)
        case .groupWithoutIOMMU(let number): Paths.group(number, noIOMMU: true)
        }
    }

    fileprivate var isNoIOMMU: Bool {
        if case .groupWithoutIOMMU = self { true } else { false }
    }

    fileprivate var other: BackendChoice {
        if case .characterDevice = self { .group } else { .cdev }
    }
}
