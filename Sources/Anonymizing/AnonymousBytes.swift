import PCIDecoding
import TDISP

/// Bytes with zeros in the place of what must not be passed on.
enum AnonymousBytes {
    /// Configuration space: what is decoded of it, in its place.
    static func config(_ config: [UInt8]) -> [UInt8] {
        var kept = [UInt8](repeating: 0, count: config.count)
        for range in DecodedBytes(config).ranges {
            let range = range.clamped(to: config.indices)
            kept.replaceSubrange(range, with: config[range])
        }
        return kept
    }

    /// A TDISP report, raw whatever form it came in, without its device-specific bytes.
    ///
    /// One that cannot be read becomes empty, which cannot be read either: a device with a
    /// broken report must not become one without a report.
    static func report(_ file: [UInt8]) -> [UInt8] {
        guard let bytes = try? ReportInput([file]).bytes, let report = try? InterfaceReport(bytes)
        else { return [] }
        // The length of the device's own bytes stays, so that as many are there.
        let kept = min(report.footerOffset + 4, bytes.count)
        return bytes[..<kept] + [UInt8](repeating: 0, count: bytes.count - kept)
    }
}
