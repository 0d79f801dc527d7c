import PCISnapshot

/// A reply to VFIO_DEVICE_GET_REGION_INFO; what is read of it can be written.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard let info = try? RegionInfo(bytes, index: 0) else { return 0 }
    precondition((info.sparseAreas?.count ?? 0) * 16 <= count)
    var reply = RegionReply(index: 0, size: info.size, fileOffset: info.fileOffset)
    if info.readable { reply.flags.insert(.read) }
    if info.writable { reply.flags.insert(.write) }
    if info.mappable { reply.flags.insert(.mmap) }
    if let areas = info.sparseAreas { reply.capabilities.append(.sparseMmap(areas)) }
    if info.msixMappable { reply.capabilities.append(.msixMappable) }
    precondition((try? RegionInfo(reply.bytes, index: 0)) == info)
    return 0
}
