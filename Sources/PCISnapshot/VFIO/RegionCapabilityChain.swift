/// The capabilities behind a region info reply: headers of id, version, offset of the next.
struct RegionCapabilityChain {
    private(set) var sparseAreas: [RegionInfo.Area]?
    private(set) var msixMappable = false

    /// Walks the chain; unknown capabilities are stepped over.
    ///
    /// - Parameters:
    ///   - reader: the reply.
    ///   - first: offset of the first capability, 0 for none.
    init(_ reader: ByteReader, first: Int) throws(DecodeError) {
        var offset = first
        var floor = RegionInfo.fixedSize
        while offset != 0 {
            guard offset >= floor else {
                throw .impossible(
                    field: "region capability offset", offset: offset, value: UInt64(offset),
                    expected: "at least \(floor), as offsets grow")
            }
            let id = try reader.u16(offset, "region capability id")
            let next = Int(try reader.u32(offset + 4, "region capability next"))
            if id == RegionCapability.msixMappableID { msixMappable = true }
            if id == RegionCapability.sparseMmapID {
                guard sparseAreas == nil else {
                    throw .impossible(
                        field: "region capability id", offset: offset, value: UInt64(id),
                        expected: "SPARSE_MMAP once")
                }
                sparseAreas = try Self.areas(reader, at: offset)
            }
            floor = offset + RegionCapability.headerSize
            offset = next
        }
    }

    private static func areas(_ reader: ByteReader, at offset: Int)
        throws(DecodeError) -> [RegionInfo.Area]
    {
        let count = Int(try reader.u32(offset + 8, "sparse mmap nr_areas"))
        let room = max(0, reader.count - (offset + 16)) / 16
        guard count <= room else {
            throw .impossible(
                field: "sparse mmap nr_areas", offset: offset + 8, value: UInt64(count),
                expected: "at most \(room), the areas that fit the reply")
        }
        var areas: [RegionInfo.Area] = []
        areas.reserveCapacity(count)
        for place in stride(from: offset + 16, to: offset + 16 + 16 * count, by: 16) {
            areas.append(
                RegionInfo.Area(
                    offset: try reader.u64(place, "sparse mmap area offset"),
                    size: try reader.u64(place + 8, "sparse mmap area size")))
        }
        return areas
    }
}
