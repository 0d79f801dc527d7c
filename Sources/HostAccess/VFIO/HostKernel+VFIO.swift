import CProbeShims
public import LiveProbe

extension HostKernel {
    /// VFIO_GET_API_VERSION.
    public func apiVersion(_ container: Handle) throws(CallFailure) -> Int32 {
        try Self.value(
            cprobe_vfio_api_version(container.number), .apiVersion, container.name)
    }

    /// VFIO_CHECK_EXTENSION.
    public func supports(_ type: IOMMUType, _ container: Handle) throws(CallFailure) -> Bool {
        try Self.value(
            cprobe_vfio_check_extension(container.number, type.rawValue), .checkExtension,
            container.name) == 1
    }

    /// VFIO_SET_IOMMU.
    public func setIOMMU(_ type: IOMMUType, _ container: Handle) throws(CallFailure) {
        _ = try Self.value(
            cprobe_vfio_set_iommu(container.number, type.rawValue), .setIOMMU, container.name)
    }

    /// VFIO_GROUP_GET_STATUS, VFIO_GROUP_FLAGS_VIABLE.
    public func isViable(_ group: Handle) throws(CallFailure) -> Bool {
        var flags: UInt32 = 0
        _ = try Self.value(
            unsafe cprobe_vfio_group_flags(group.number, &flags), .groupStatus, group.name)
        return flags & 1 != 0
    }

    /// VFIO_GROUP_SET_CONTAINER.
    public func setContainer(_ container: Handle, of group: Handle) throws(CallFailure) {
        _ = try Self.value(
            cprobe_vfio_set_container(group.number, container.number), .setContainer, group.name)
    }

    /// VFIO_GROUP_GET_DEVICE_FD.
    public func device(_ name: String, of group: Handle) throws(CallFailure) -> Handle {
        let object = "\(group.name) \(name)"
        let number = try Self.value(
            unsafe cprobe_vfio_group_device(group.number, name), .groupDevice, object)
        return Handle(number, name)
    }

    /// VFIO_DEVICE_BIND_IOMMUFD.
    public func bind(_ device: Handle, to iommufd: Handle) throws(CallFailure) {
        _ = try Self.value(
            cprobe_vfio_bind_iommufd(device.number, iommufd.number), .bindIOMMUFD, device.name)
    }

    /// VFIO_DEVICE_GET_INFO.
    public func deviceInfo(_ device: Handle) throws(CallFailure) -> [UInt8] {
        var reply = [UInt8](repeating: 0, count: Int(CPROBE_DEVICE_INFO))
        _ = try Self.value(
            unsafe cprobe_vfio_device_info(device.number, &reply), .deviceInfo, device.name)
        return reply
    }

    /// VFIO_DEVICE_GET_REGION_INFO.
    public func regionInfo(_ device: Handle, index: Int, size: Int) throws(CallFailure) -> [UInt8] {
        var result: CInt = 0
        let reply = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            unsafe buffer.initialize(repeating: 0)
            unsafe result = cprobe_vfio_region_info(
                device.number, UInt32(index), buffer.baseAddress, size)
            filled = size
        }
        _ = try Self.value(result, .regionInfo, "\(device.name) region \(index)")
        return reply
    }

    /// VFIO_DEVICE_GET_IRQ_INFO.
    public func irqInfo(_ device: Handle, index: Int) throws(CallFailure) -> [UInt8] {
        var reply = [UInt8](repeating: 0, count: Int(CPROBE_IRQ_INFO))
        _ = try Self.value(
            unsafe cprobe_vfio_irq_info(device.number, UInt32(index), &reply), .irqInfo,
            "\(device.name) interrupt \(index)")
        return reply
    }

    /// VFIO_DEVICE_FEATURE with VFIO_DEVICE_FEATURE_PROBE.
    public func probe(_ feature: DeviceFeature, _ device: Handle) throws(CallFailure) {
        _ = try Self.value(
            cprobe_vfio_probe_feature(
                device.number, UInt32(feature.rawValue), feature.isSet ? 1 : 0),
            .probeFeature, "\(device.name) \(feature.name)")
    }
}
