import PCIDecoding
import PCISnapshot

extension DryRunKernel {
    private func note(_ call: Call, _ object: String) { note("\(call.rawValue) \(object)") }

    /// Fails with EINVAL what vfio-pci would.
    private func expect(_ isAllowed: Bool, _ call: Call, _ object: String) throws(CallFailure) {
        guard isAllowed else { throw CallFailure(call, object, .invalid) }
    }

    /// 0.
    public func apiVersion(_ container: Handle) throws(CallFailure) -> Int32 {
        note(.apiVersion, container.name)
        return 0
    }

    /// True.
    public func supports(_ type: IOMMUType, _ container: Handle) throws(CallFailure) -> Bool {
        note(.checkExtension, "\(container.name) \(type)")
        return true
    }

    /// Notes it.
    public func setIOMMU(_ type: IOMMUType, _ container: Handle) throws(CallFailure) {
        note(.setIOMMU, "\(container.name) \(type)")
    }

    /// True.
    public func isViable(_ group: Handle) throws(CallFailure) -> Bool {
        note(.groupStatus, group.name)
        return true
    }

    /// Notes it.
    public func setContainer(_ container: Handle, of group: Handle) throws(CallFailure) {
        note(.setContainer, group.name)
    }

    /// Notes it.
    public func device(_ name: String, of group: Handle) throws(CallFailure) -> Handle {
        let object = "\(group.name) \(name)"
        note(.groupDevice, "\(object): opens the device and resets its function")
        try expect(vfio.opens, .groupDevice, object)
        return handle(name)
    }

    /// Notes it.
    public func bind(_ device: Handle, to iommufd: Handle) throws(CallFailure) {
        note(.bindIOMMUFD, "\(device.name): opens the device and resets its function")
        try expect(vfio.opens, .bindIOMMUFD, device.name)
    }

    /// As predicted.
    public func deviceInfo(_ device: Handle) throws(CallFailure) -> [UInt8] {
        note(.deviceInfo, device.name)
        return vfio.info.bytes
    }

    /// As predicted, EINVAL for none.
    public func regionInfo(_ device: Handle, index: Int, size: Int) throws(CallFailure) -> [UInt8] {
        let object = "\(device.name) region \(index)"
        note(.regionInfo, object)
        guard let reply = vfio.region(index) else {
            throw CallFailure(.regionInfo, object, .invalid)
        }
        return RegionReply.fill(reply, into: size)
    }

    /// As predicted, EINVAL for none.
    public func irqInfo(_ device: Handle, index: Int) throws(CallFailure) -> [UInt8] {
        let object = "\(device.name) interrupt \(index)"
        note(.irqInfo, object)
        guard let reply = vfio.irq(index) else { throw CallFailure(.irqInfo, object, .invalid) }
        return reply
    }

    /// As predicted, ENOTTY for none.
    public func probe(_ feature: DeviceFeature, _ device: Handle) throws(CallFailure) {
        let object = "\(device.name) \(feature.name)"
        note(.probeFeature, object)
        guard vfio.hasFeature(feature.rawValue) else {
            throw CallFailure(.probeFeature, object, .notSupported)
        }
    }

    /// Notes it; EINVAL where vfio-pci refuses.
    public func exportDMABuf(_ device: Handle, region: Int, offset: UInt64, length: UInt64)
        throws(CallFailure) -> Handle
    {
        let name = "\(device.name) region \(region) \(Hex.number(offset))+\(Hex.number(length))"
        note(.exportDMABuf, name)
        try expect(
            vfio.allowsExport(region: region, offset: offset, length: length), .exportDMABuf, name)
        return handle(name + " dma-buf")
    }

    /// Notes it; EINVAL where vfio-pci refuses.
    public func map(_ device: Handle, _ request: MapRequest) throws(CallFailure) -> MappedMemory {
        let object = "\(device.name) \(request.name)"
        note(.map, object)
        try expect(
            vfio.allowsMap(fileOffset: request.fileOffset, length: request.length), .map, object)
        return MappedMemory(address: 0, length: request.length, name: request.name)
    }

    /// Notes it.
    public func load(_ memory: MappedMemory, at offset: UInt64) throws(CallFailure) -> UInt32 {
        note("read 32 bits of \(memory.name) at +\(Hex.number(offset))")
        return 0
    }

    /// Notes it.
    public func unmap(_ memory: MappedMemory) { note("munmap \(memory.name)") }
}
