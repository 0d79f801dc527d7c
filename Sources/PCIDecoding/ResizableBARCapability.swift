import PCISnapshot

/// Resizable BARs: the sizes that a BAR can be given.
///
/// Source: PCIe 6.0, 7.8.6.
public struct ResizableBARCapability: Equatable, Sendable {
    /// The BARs that can be resized.
    public let bars: [Entry]

    /// One resizable BAR.
    public struct Entry: Equatable, Sendable {
        /// The BAR, 0 to 5 (6 and 7 are reserved, kept as read).
        public let bar: Int
        /// Sizes in bytes that it can have, ascending.
        public let sizes: [UInt64]
        /// The size in force, in bytes; 0 when the register holds a reserved value.
        public let current: UInt64
    }

    static let id: UInt16 = 0x15
    /// Bytes of it that are read here, from its id on; the first entry always is.
    var bytesRead: Int { 4 + 8 * max(1, bars.count) }

    init(_ reader: ByteReader, at offset: Int) throws(DecodeError) {
        let count = Int(try reader.u32(offset + 8, "resizable BAR control") >> 5 & 7)
        var entries: [Entry] = []
        for index in 0..<min(count, 6) {
            let low = try reader.u32(offset + 4 + 8 * index, "resizable BAR capability")
            let control = try reader.u32(offset + 8 + 8 * index, "resizable BAR control")
            // Capability 31:4 are 1 MiB to 128 TiB, Control 31:16 go on with 256 TiB.
            let supported = UInt64(low >> 4) | UInt64(control >> 16) << 28
            let order = Int(control >> 8 & 0x3f)
            entries.append(
                Entry(
                    bar: Int(control & 7),
                    sizes: (0..<44).filter { supported >> $0 & 1 != 0 }.map { 1 << ($0 + 20) },
                    current: order < 44 ? 1 << (order + 20) : 0))
        }
        bars = entries
    }
}
