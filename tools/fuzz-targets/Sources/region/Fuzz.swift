import PCIDecoding

/// A reply to VFIO_DEVICE_GET_REGION_INFO.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard let info = try? RegionInfo(bytes, index: 0) else { return 0 }
    precondition((info.sparseAreas?.count ?? 0) * 16 <= count)
    return 0
}
