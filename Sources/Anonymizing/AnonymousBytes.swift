import PCIDecoding
import PCISnapshot
import TDISP

/// Bytes with zeros in the place of what must not be passed on.
enum AnonymousBytes {
    /// Configuration space: what is decoded of it, in its place.
    static func config(_ config: [UInt8]) -> [UInt8] {
        var kept = [UInt8](repeating: 0, count: config.count)
        for range in DecodedBytes(PartialBytes(config)).ranges {
            let range = range.clamped(to: config.indices)
            kept.replaceSubrange(range, with: config[range])
        }
        return kept
    }

    /// A region's reply as far as it says that it goes, where what it tells is all in there.
    static func reply(_ region: VFIORecord.Region) -> [UInt8] {
        guard let size = try? ByteReader(region.info).u32(0, "argsz") else { return region.info }
        let kept = Array(region.info.prefix(Int(size)))
        guard let info = try? RegionInfo(region.info, index: region.index),
            info == (try? RegionInfo(kept, index: region.index))
        else { return region.info }
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
