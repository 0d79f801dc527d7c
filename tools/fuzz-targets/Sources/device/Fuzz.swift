import PCISnapshot

/// A reply to VFIO_DEVICE_GET_INFO; what is read of it can be written.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard let info = try? DeviceInfo(bytes) else { return 0 }
    precondition(count >= 16 && info.regionCount >= 0 && info.irqCount >= 0)
    precondition((try? DeviceInfo(info.bytes)) == info)
    return 0
}
