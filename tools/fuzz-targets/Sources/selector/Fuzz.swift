import PCISnapshot

/// Selectors and addresses.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
    guard let place = BusAddress("0000:01:00.0") else { return -1 }
    let device = DeviceSnapshot(address: place)
    let selectors = [
        try? Selector(slot: text), try? Selector(id: text), try? Selector(address: text),
    ]
    for selector in selectors.compactMap({ $0 }) {
        precondition(text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f })
        _ = selector.matches(device)
    }
    if let address = BusAddress(text) {
        precondition(BusAddress(address.description) == address)
    }
    return 0
}
