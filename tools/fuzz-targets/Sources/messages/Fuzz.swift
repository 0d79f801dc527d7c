import TDISP

/// Files with messages or hexadecimal text; the first byte says where they are divided.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard let first = bytes.first else { return 0 }
    let rest = Array(bytes.dropFirst())
    let cut = min(Int(first), rest.count)
    let files = [Array(rest[..<cut]), Array(rest[cut...])].filter { !$0.isEmpty }
    guard let input = try? ReportInput(files) else { return 0 }
    precondition(input.bytes.count <= 65535)
    return 0
}
