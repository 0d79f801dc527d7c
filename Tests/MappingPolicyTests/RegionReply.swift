import PCISnapshot

extension VFIORecord.Region {
    /// The bytes that a kernel answers: flags READ 1, WRITE 2, MMAP 4, and sparse areas.
    init(
        _ index: Int, size: UInt64, flags: UInt64 = 7,
        sparse areas: [RegionArea]? = nil, msixMappable: Bool = false
    ) {
        var capabilities: [(id: UInt64, body: [UInt64])] = []
        if msixMappable { capabilities.append((3, [])) }
        if let areas {
            capabilities.append(
                (1, [UInt64(areas.count)] + areas.flatMap { [$0.offset, $0.size] }))
        }
        let length = capabilities.reduce(32) { $0 + 8 + 8 * UInt64($1.body.count) }
        let hasCapabilities: UInt64 = capabilities.isEmpty ? 0 : 1
        // Pairs of 32-bit fields as one word: argsz and flags, index and cap_offset.
        var words: [UInt64] = [
            length | (flags | hasCapabilities << 3) << 32,
            UInt64(index) | hasCapabilities << 37, size, UInt64(index) << 40,
        ]
        for (id, body) in capabilities {
            let next = UInt64(8 * (words.count + 1 + body.count))
            words.append(id | 1 << 16 | (next < length ? next : 0) << 32)
            words += body
        }
        self.init(
            index: index,
            info: words.flatMap { word in (0..<8).map { UInt8(word >> (8 * $0) & 0xff) } })
    }
}

/// One sparse area of a test's region.
struct RegionArea: Sendable {
    let offset: UInt64
    let size: UInt64

    init(_ offset: UInt64, _ size: UInt64) {
        self.offset = offset
        self.size = size
    }
}
