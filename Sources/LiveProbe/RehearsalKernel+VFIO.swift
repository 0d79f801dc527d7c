import PCIDecoding
import PCISnapshot

extension RehearsalKernel {
    private func words(_ words: UInt32...) -> [UInt8] {
        words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
    }

    private func note(_ call: Call, _ object: String) { note("\(call.rawValue) \(object)") }

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
        note(.groupDevice, "\(group.name) \(name): opens the device and resets its function")
        return handle(name)
    }

    /// Notes it.
    public func bind(_ device: Handle, to iommufd: Handle) throws(CallFailure) {
        note(.bindIOMMUFD, "\(device.name): opens the device and resets its function")
    }

    /// As vfio-pci has it for a device without regions of its own.
    public func deviceInfo(_ device: Handle) throws(CallFailure) -> [UInt8] {
        note(.deviceInfo, device.name)
        return words(16, 2, 9, 5)
    }

    /// A reply made from the BAR's resource.
    public func regionInfo(_ device: Handle, index: Int, size: Int) throws(CallFailure) -> [UInt8] {
        note(.regionInfo, "\(device.name) region \(index)")
        let resource = snapshot.resources.first { $0.index == index && index < 6 }
        let bytes = resource?.size ?? 0
        let mappable = resource?.flags.contains(.memory) == true && bytes >= pageSize
        let hasTable = mappable && Device(snapshot).msix.value?.table.bar == index
        var reply = [UInt8](repeating: 0, count: size)
        let flags: UInt64 = bytes == 0 ? 0 : mappable ? 7 : 3
        var fields: [(Int, Int, UInt64)] = [
            (0, 4, UInt64(size)), (4, 4, hasTable ? 15 : flags), (8, 4, UInt64(index)),
            (16, 8, bytes), (24, 8, UInt64(index) << 40),
        ]
        // MSIX_MAPPABLE, which vfio-pci gives with the table's BAR: offset, id and version.
        if hasTable { fields += [(12, 4, 32), (32, 2, 3), (34, 2, 1)] }
        for (offset, count, value) in fields {
            for byte in 0..<count where offset + byte < size {
                reply[offset + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte))
            }
        }
        return reply
    }

    /// Notes it.
    public func irqInfo(_ device: Handle, index: Int) throws(CallFailure) -> [UInt8] {
        note(.irqInfo, "\(device.name) interrupt \(index)")
        // VFIO_PCI_MSIX_IRQ_INDEX has as many vectors as the device says.
        let vectors = index == 2 ? Device(snapshot).msix.value?.entries ?? 0 : 0
        return words(16, 0, UInt32(index), UInt32(vectors))
    }

    /// Notes it.
    public func probe(_ feature: DeviceFeature, _ device: Handle) throws(CallFailure) {
        note(.probeFeature, "\(device.name) \(feature.name)")
    }

    /// Notes it.
    public func exportDMABuf(_ device: Handle, region: Int, offset: UInt64, length: UInt64)
        throws(CallFailure) -> Handle
    {
        let name = "\(device.name) region \(region) \(Hex.number(offset))+\(Hex.number(length))"
        note(.exportDMABuf, name)
        return handle(name + " dma-buf")
    }

    /// Notes it.
    public func map(_ device: Handle, _ request: MapRequest) throws(CallFailure) -> MappedMemory {
        note(.map, "\(device.name) \(request.name)")
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
