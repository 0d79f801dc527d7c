import PCISnapshot

/// The kernel's list of resources: what is read and printed as the kernel does reads the same.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
    guard let file = ResourceFile(text) else { return 0 }
    var lines = [String](repeating: "0x0 0x0 0x0\n", count: file.lineCount)
    for record in file.records {
        let words = [record.start, record.start + (record.size - 1), record.flags.rawValue]
        lines[record.index] = words.map { Hex.number($0) }.joined(separator: " ") + "\n"
    }
    precondition(ResourceFile(lines.joined()) == file)
    return 0
}
