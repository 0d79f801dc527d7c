import TDISP

/// A DEVICE_INTERFACE_REPORT.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard let report = try? InterfaceReport(bytes) else { return 0 }
    precondition(report.ranges.count * 16 <= count)
    for scheme in LinuxVerdict.Scheme.allCases {
        _ = LinuxVerdict(
            report, bars: [.init(index: 0, isMemory: true, size: 1 << 20)], scheme: scheme)
    }
    return 0
}
