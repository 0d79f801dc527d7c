import PCISnapshot

/// Selectors and addresses.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
    guard let place = BusAddress("0000:01:00.0") else { return -1 }
    let device = DeviceSnapshot(address: place)
    _ = (try? Selector(slot: text))?.matches(device)
    _ = (try? Selector(id: text))?.matches(device)
    _ = (try? Selector(address: text))?.matches(device)
    if let address = BusAddress(text) {
        precondition(BusAddress(address.description) == address)
    }
    return 0
}
