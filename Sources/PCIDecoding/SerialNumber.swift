/// The Device Serial Number extended capability (PCIe 6.0, 7.9.3).
public enum SerialNumber {
    private static let id: UInt16 = 0x0003

    /// The number in configuration space; nil where there is none, or it was not read.
    public static func read(_ config: [UInt8]) -> UInt64? {
        let space = ConfigSpace(config)
        guard let link = CapabilityChain.extended(in: space).first(id),
            let low = try? space.reader.u32(link.offset + 4, "serial number"),
            let high = try? space.reader.u32(link.offset + 8, "serial number")
        else { return nil }
        return UInt64(high) << 32 | UInt64(low)
    }
}
