public import PCISnapshot

/// The Device Serial Number extended capability (PCIe 6.0, 7.9.3).
public enum SerialNumber {
    private static let id: UInt16 = 0x0003

    /// The number in configuration space; nil where there is none, or it was not read.
    public static func read(_ config: PartialBytes) -> UInt64? {
        let space = ConfigSpace(config)
        guard let offset = offset(in: space),
            let low = try? space.reader.u32(offset + 4, "serial number"),
            let high = try? space.reader.u32(offset + 8, "serial number")
        else { return nil }
        return UInt64(high) << 32 | UInt64(low)
    }

    /// The runs of dwords that it needs and that were not read, once the chain was.
    public static func unread(in config: PartialBytes) -> [Range<Int>] {
        offset(in: ConfigSpace(config)).map { config.unread(in: $0 + 4..<$0 + 12) } ?? []
    }

    private static func offset(in space: ConfigSpace) -> Int? {
        CapabilityChain.extended(in: space).first(id)?.offset
    }
}
