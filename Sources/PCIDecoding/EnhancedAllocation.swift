import PCISnapshot

/// Enhanced Allocation: ranges at fixed addresses instead of BAR registers.
///
/// Source: PCIe 6.0, 7.8.5. The kernel's resource list already takes them into account; they
/// are decoded so that a person sees why a BAR register reads zero.
public struct EnhancedAllocation: Equatable, Sendable {
    /// The entries in order.
    public let entries: [Entry]
    /// Bytes of it that are read here, from its id to the end of the last entry.
    let bytesRead: Int

    /// One range.
    public struct Entry: Equatable, Sendable {
        /// BAR equivalent indicator: 0-5 BAR, 6 behind the bridge, 8 ROM, 9-14 VF BARs.
        public let bei: Int
        /// Whether the entry is in use.
        public let enabled: Bool
        /// First address.
        public let base: UInt64
        /// Offset of the last byte.
        public let maxOffset: UInt64
    }

    static let id: UInt16 = 0x14

    init(_ reader: ByteReader, at offset: Int, headerType: HeaderType) throws(DecodeError) {
        let count = Int(try reader.u8(offset + 2, "EA entry count") & 0x3f)
        // A bridge has a second word, with its bus numbers, before the entries.
        var place = offset + (headerType == .bridge ? 8 : 4)
        var entries: [Entry] = []
        // An entry may say that it is shorter than what it holds.
        var end = place
        for _ in 0..<count {
            let header = try reader.u32(place, "EA entry")
            var base = UInt64(try reader.u32(place + 4, "EA base"))
            var maxOffset = UInt64(try reader.u32(place + 8, "EA max offset"))
            var next = place + 12
            let wideBase = base & 2 != 0
            let wideOffset = maxOffset & 2 != 0
            base &= ~3
            maxOffset |= 3
            if wideBase {
                base |= UInt64(try reader.u32(next, "EA base, upper")) << 32
                next += 4
            }
            if wideOffset {
                maxOffset |= UInt64(try reader.u32(next, "EA max offset, upper")) << 32
                next += 4
            }
            end = max(end, next)
            entries.append(
                Entry(
                    bei: Int(header >> 4 & 0xf), enabled: header >> 31 != 0, base: base,
                    maxOffset: maxOffset))
            // The entry's own size wins: it is what leads to the next one.
            place += 4 + 4 * Int(header & 7)
        }
        self.entries = entries
        bytesRead = end - offset
    }
}
