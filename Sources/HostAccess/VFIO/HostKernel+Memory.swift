import CProbeShims
public import LiveProbe
import MappingPolicy

extension HostKernel {
    /// VFIO_DEVICE_FEATURE_DMA_BUF.
    public func exportDMABuf(_ device: Handle, region: Int, offset: UInt64, length: UInt64)
        throws(CallFailure) -> Handle
    {
        let name = "\(device.name) region \(region)"
        let number = try Self.value(
            cprobe_vfio_export_dma_buf(device.number, UInt32(region), offset, length),
            .exportDMABuf, name)
        return Handle(number, name + " dma-buf")
    }

    /// mmap, MAP_SHARED.
    public func map(_ device: Handle, _ request: MapRequest) throws(CallFailure) -> MappedMemory {
        var address: UInt = 0
        let name = "\(device.name) \(request.name)"
        _ = try Self.value(
            unsafe cprobe_map(
                device.number, request.fileOffset, request.length, request.protection.bits,
                &address),
            .map, name)
        return MappedMemory(address: address, length: request.length, name: name)
    }

    /// munmap.
    public func unmap(_ memory: MappedMemory) {
        _ = cprobe_unmap(memory.address, memory.length)
    }

    /// A word; the C side turns SIGBUS into an error.
    public func load(_ memory: MappedMemory, at offset: UInt64) throws(CallFailure) -> UInt32 {
        guard offset.isMultiple(of: 4), offset < memory.length, memory.length - offset >= 4 else {
            throw CallFailure(.touch, memory.name, .invalid)
        }
        var word: UInt32 = 0
        _ = try Self.value(
            unsafe cprobe_load32(memory.address + UInt(offset), &word), .touch, memory.name)
        return word
    }
}

extension Protection {
    /// 1 for reading, 2 for writing.
    fileprivate var bits: CInt {
        switch self {
        case .read: 1
        case .write: 2
        case .readWrite: 3
        }
    }
}
