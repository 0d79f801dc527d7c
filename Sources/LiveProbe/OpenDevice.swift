import PCISnapshot

/// A device that is open through VFIO, and everything that keeps it open.
///
/// Closing goes the other way round: device, then group, then container or iommufd. The close of
/// the device resets the function once more (`vfio_pci_core_disable()`).
struct OpenDevice: ~Copyable {
    let backend: Backend
    let device: Handle
    /// How long the call took that opened the device, which is nearly all reset.
    let openNanoseconds: UInt64
    private let handles: OwnedHandles

    private init(
        _ backend: Backend, _ device: Handle, _ handles: consuming OwnedHandles,
        openNanoseconds: UInt64
    ) {
        self.backend = backend
        self.device = device
        self.handles = handles
        self.openNanoseconds = openNanoseconds
    }

    /// Opens a device that is bound to a driver of VFIO.
    static func open(_ address: BusAddress, _ way: VFIONode, _ kernel: any ProbeKernel)
        throws(CallFailure) -> OpenDevice
    {
        switch way {
        case .characterDevice(let name): try open(name, kernel)
        case .group(let number): try open(number, address, noIOMMU: false, kernel)
        case .groupWithoutIOMMU(let number): try open(number, address, noIOMMU: true, kernel)
        }
    }

    /// The character device and iommufd.
    private static func open(_ name: String, _ kernel: any ProbeKernel)
        throws(CallFailure) -> OpenDevice
    {
        var handles = OwnedHandles(kernel)
        let iommufd = handles.own(try kernel.open(Paths.iommufd))
        let device = handles.own(try kernel.open(Paths.characterDevice(name)))
        let start = kernel.nanoseconds
        try kernel.bind(device, to: iommufd)
        return OpenDevice(.cdev, device, handles, openNanoseconds: kernel.nanoseconds - start)
    }

    /// The group in a container.
    ///
    /// Container first: a group belongs to one before its devices can be had.
    private static func open(
        _ number: String, _ address: BusAddress, noIOMMU: Bool, _ kernel: any ProbeKernel
    ) throws(CallFailure) -> OpenDevice {
        var handles = OwnedHandles(kernel)
        let type = noIOMMU ? IOMMUType.noIOMMU : .type1v2
        let container = handles.own(try kernel.open(Paths.container))
        // VFIO_API_VERSION has been 0 since 2012; another one would mean other structures.
        let version = try kernel.apiVersion(container)
        guard version == 0, try kernel.supports(type, container) else {
            throw CallFailure(.checkExtension, "\(container.name) \(type)", .operationNotSupported)
        }
        let path = Paths.group(number, noIOMMU: noIOMMU)
        let group = handles.own(try kernel.open(path))
        guard try kernel.isViable(group) else {
            throw CallFailure(.groupStatus, path, .notPermitted)
        }
        try kernel.setContainer(container, of: group)
        try kernel.setIOMMU(type, container)
        let start = kernel.nanoseconds
        let device = handles.own(try kernel.device("\(address)", of: group))
        return OpenDevice(
            noIOMMU ? .noIOMMU : .group, device, handles,
            openNanoseconds: kernel.nanoseconds - start)
    }
}
