import PCISnapshot

/// A reply to VFIO_DEVICE_GET_IRQ_INFO; what is read of it can be written.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    for index in 0..<5 {
        guard let info = try? IRQInfo(bytes, index: index) else { continue }
        precondition(bytes[8] == index && bytes.count >= 16 && info.count <= Int32.max)
        precondition((try? IRQInfo(info.encoded(index: index), index: index)) == info)
    }
    return 0
}
