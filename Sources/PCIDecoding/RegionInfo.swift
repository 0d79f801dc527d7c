/// A kernel's answer to VFIO_DEVICE_GET_REGION_INFO, from its bytes.
///
/// Source: `struct vfio_region_info`, include/uapi/linux/vfio.h. The capability chain is
/// hostile input: offsets lie behind the fixed part, strictly grow, and every count is bounded
/// by the bytes that are there.
public struct RegionInfo: Equatable, Sendable {
    /// VFIO_REGION_INFO_FLAG_READ.
    public let readable: Bool
    /// VFIO_REGION_INFO_FLAG_WRITE.
    public let writable: Bool
    /// VFIO_REGION_INFO_FLAG_MMAP.
    public let mappable: Bool
    /// Bytes of the region.
    public let size: UInt64
    /// Its offset in the device's file.
    public let fileOffset: UInt64
    /// The areas of SPARSE_MMAP as told, nil without that capability.
    public let sparseAreas: [Area]?
    /// MSIX_MAPPABLE is there.
    public let msixMappable: Bool

    /// One sparse area, as told.
    public struct Area: Equatable, Sendable {
        /// Offset in the region.
        public let offset: UInt64
        /// Bytes.
        public let size: UInt64

        /// An area with these values.
        public init(offset: UInt64, size: UInt64) {
            self.offset = offset
            self.size = size
        }
    }

    static let fixedSize = 32

    /// The answer in a reply's bytes.
    ///
    /// - Parameters:
    ///   - bytes: the reply, as long as its `argsz` or longer.
    ///   - index: the region that was asked for.
    public init(_ bytes: [UInt8], index: Int) throws(DecodeError) {
        let reader = ByteReader(bytes)
        let told = try reader.u32(0, "region info argsz")
        let flags = try reader.u32(4, "region info flags")
        let answered = try reader.u32(8, "region info index")
        let first = Int(try reader.u32(12, "region info cap_offset"))
        size = try reader.u64(16, "region info size")
        fileOffset = try reader.u64(24, "region info offset")
        try ReplyHead.check(
            "region info", answered: answered, index: index, argsz: told, least: Self.fixedSize,
            most: bytes.count)
        guard size <= 1 << 63 else {
            throw .impossible(
                field: "region info size", offset: 16, value: size, expected: "at most 2^63")
        }
        readable = flags & 1 != 0
        writable = flags & 2 != 0
        mappable = flags & 4 != 0
        let chain = try RegionCapabilityChain(
            ByteReader(Array(bytes.prefix(Int(told)))), first: flags & 8 != 0 ? first : 0)
        sparseAreas = chain.sparseAreas
        msixMappable = chain.msixMappable
    }
}

/// What a source's VFIO part says about one region.
public struct RegionAnswer: Equatable, Sendable {
    /// The region index.
    public let index: Int
    /// The answer, or what is wrong with its bytes.
    public let info: Result<RegionInfo, DecodeError>

    /// An answer for a region.
    public init(index: Int, info: Result<RegionInfo, DecodeError>) {
        self.index = index
        self.info = info
    }
}
