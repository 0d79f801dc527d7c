public import LiveProbe
import PCIDecoding
import PCISnapshot

extension MockKernel {
    /// The device behind a descriptor: a name of the group interface, or a character device.
    private func device(_ handle: Handle, _ call: Call) throws(CallFailure) -> VFIOPCI {
        let found =
            BusAddress(handle.name).map { index(of: $0) } ?? index(ofCharacterDevice: handle.name)
        guard let found, openHandles[handle.number] != nil else {
            throw CallFailure(call, handle.name, .badDescriptor)
        }
        return vfio(machine.devices[found])
    }

    /// What a device answers through VFIO.
    private func vfio(_ device: DeviceSnapshot) -> VFIOPCI {
        VFIOPCI(device, pageSize: machine.host.pageSize, neighbors)
    }

    /// Which device a character device's path names.
    private func index(ofCharacterDevice path: String) -> Int? {
        let prefix = "/dev/vfio/devices/vfio"
        guard path.hasPrefix(prefix), let index = Int(path.dropFirst(prefix.count)) else {
            return nil
        }
        return machine.devices.indices.contains(index) ? index : nil
    }

    /// Whether no driver of the host has a function of a group.
    private func isFree(_ group: Int?) -> Bool {
        guard let group else { return true }
        if let known = freeGroups[group] { return known }
        let isFree = members(of: group).allSatisfy {
            driver(of: machine.devices[$0].address).map(Self.leavesGroup) ?? true
        }
        freeGroups[group] = isFree
        return isFree
    }

    /// 0.
    public func apiVersion(_ container: Handle) throws(CallFailure) -> Int32 {
        try enter(.apiVersion, container.name)
        return 0
    }

    /// Type 1 is there; none at all, where the switch for that is on.
    public func supports(_ type: IOMMUType, _ container: Handle) throws(CallFailure) -> Bool {
        try enter(.checkExtension, container.name)
        let file = "/sys/module/vfio/parameters/enable_unsafe_noiommu_mode"
        return type == .type1v2 || files.text(file) == "Y\n"
    }

    /// Always works.
    public func setIOMMU(_ type: IOMMUType, _ container: Handle) throws(CallFailure) {
        try enter(.setIOMMU, container.name)
    }

    /// A group is viable when VFIO has all of it.
    public func isViable(_ group: Handle) throws(CallFailure) -> Bool {
        try enter(.groupStatus, group.name)
        let number = group.name.split(separator: "/").last.flatMap { Int($0) }
        return isFree(number)
    }

    /// Always works.
    public func setContainer(_ container: Handle, of group: Handle) throws(CallFailure) {
        try enter(.setContainer, group.name)
    }

    /// The device's descriptor, when VFIO has it.
    public func device(_ name: String, of group: Handle) throws(CallFailure) -> Handle {
        try enter(.groupDevice, "\(group.name) \(name)")
        guard let address = BusAddress(name), driver(of: address).map(Self.isVFIO) == true
        else { throw CallFailure(.groupDevice, "\(group.name) \(name)", .noDevice) }
        let device = machine.devices.first { $0.address == address }
        guard device.map({ vfio($0).opens }) ?? false else {
            throw CallFailure(.groupDevice, "\(group.name) \(name)", .invalid)
        }
        return handle(name)
    }

    /// EPERM when a driver of the host has another function of the group.
    public func bind(_ device: Handle, to iommufd: Handle) throws(CallFailure) {
        try enter(.bindIOMMUFD, device.name)
        guard let index = index(ofCharacterDevice: device.name) else {
            throw CallFailure(.bindIOMMUFD, device.name, .noDevice)
        }
        guard isFree(machine.devices[index].iommuGroup) else {
            throw CallFailure(.bindIOMMUFD, device.name, .notPermitted)
        }
        guard vfio(machine.devices[index]).opens else {
            throw CallFailure(.bindIOMMUFD, device.name, .invalid)
        }
    }

    /// What the device has.
    public func deviceInfo(_ device: Handle) throws(CallFailure) -> [UInt8] {
        try enter(.deviceInfo, device.name)
        return try self.device(device, .deviceInfo).info.bytes
    }

    /// The reply, which now and then wants more room than it did before.
    public func regionInfo(_ device: Handle, index: Int, size: Int) throws(CallFailure) -> [UInt8] {
        let object = "\(device.name) region \(index)"
        try enter(.regionInfo, object)
        guard let reply = try self.device(device, .regionInfo).region(index) else {
            throw CallFailure(.regionInfo, object, .invalid)
        }
        guard reply.count <= size, wantsMoreRoom() else {
            return RegionReply.fill(reply, into: size)
        }
        let (sum, overflow) = size.addingReportingOverflow(scenario.replyGrowth)
        return RegionReply.fill(reply, into: size, wanted: overflow ? .max : sum)
    }

    /// The interrupt, EINVAL for none.
    public func irqInfo(_ device: Handle, index: Int) throws(CallFailure) -> [UInt8] {
        let object = "\(device.name) interrupt \(index)"
        try enter(.irqInfo, object)
        guard let info = try self.device(device, .irqInfo).irq(index) else {
            throw CallFailure(.irqInfo, object, .invalid)
        }
        return info
    }

    /// ENOTTY for a feature that is not there.
    public func probe(_ feature: DeviceFeature, _ device: Handle) throws(CallFailure) {
        let object = "\(device.name) \(feature.name)"
        try enter(.probeFeature, object)
        guard try self.device(device, .probeFeature).hasFeature(feature.rawValue) else {
            throw CallFailure(.probeFeature, object, .notSupported)
        }
    }

    /// A descriptor of a buffer.
    public func exportDMABuf(_ device: Handle, region: Int, offset: UInt64, length: UInt64)
        throws(CallFailure) -> Handle
    {
        let object = "\(device.name) region \(region) \(Hex.number(offset))"
        try enter(.exportDMABuf, object)
        guard
            try self.device(device, .exportDMABuf)
                .allowsExport(region: region, offset: offset, length: length)
        else { throw CallFailure(.exportDMABuf, object, .invalid) }
        return handle(object)
    }

    /// Memory that nothing is behind.
    public func map(_ device: Handle, _ request: MapRequest) throws(CallFailure) -> MappedMemory {
        let object = "\(device.name) \(request.name)"
        try enter(.map, object)
        guard
            try self.device(device, .map)
                .allowsMap(fileOffset: request.fileOffset, length: request.length)
        else {
            throw CallFailure(.map, object, .invalid)
        }
        return mapped(object, length: request.length)
    }

    /// Every register holds ones.
    public func load(_ memory: MappedMemory, at offset: UInt64) throws(CallFailure) -> UInt32 {
        try enter(.touch, "\(memory.name) \(Hex.number(offset))")
        return .max
    }
}
