/// A kernel's answer to VFIO_DEVICE_GET_REGION_INFO, from its bytes.
///
/// Source: `struct vfio_region_info`, include/uapi/linux/vfio.h. The capability chain is
/// hostile input: offsets lie behind the fixed part, strictly grow, and every count is bounded
/// by the bytes that are there. `RegionReply` writes what this reads.
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

        /// An area, memberwise.
        public init(offset: UInt64, size: UInt64) {
            self.offset = offset
            self.size = size
        }
    }

    /// VFIO_REGION_INFO_FLAG bits.
    public struct Flags: OptionSet, Equatable, Sendable {
        /// The bits, all of them, known or not.
        public let rawValue: UInt32

        /// Flags with exactly these bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// VFIO_REGION_INFO_FLAG_READ.
        public static let read = Self(rawValue: 1 << 0)
        /// VFIO_REGION_INFO_FLAG_WRITE.
        public static let write = Self(rawValue: 1 << 1)
        /// VFIO_REGION_INFO_FLAG_MMAP.
        public static let mmap = Self(rawValue: 1 << 2)
        /// VFIO_REGION_INFO_FLAG_CAPS: a capability chain is there, or wants room.
        public static let caps = Self(rawValue: 1 << 3)
    }

    /// Bytes of `struct vfio_region_info`; capabilities come behind it.
    public static let fixedSize = 32

    private enum Offset {
        static let argsz = 0
        static let flags = 4
        static let index = 8
        static let capabilities = 12
        static let size = 16
        static let offset = 24
    }

    /// The answer in a reply's bytes.
    ///
    /// - Parameters:
    ///   - bytes: the reply, as long as its `argsz` or longer.
    ///   - index: the region that was asked for.
    public init(_ bytes: [UInt8], index: Int) throws(DecodeError) {
        let reader = ByteReader(bytes)
        let told = try reader.u32(Offset.argsz, "region info argsz")
        let flags = Flags(rawValue: try reader.u32(Offset.flags, "region info flags"))
        let answered = try reader.u32(Offset.index, "region info index")
        let first = Int(try reader.u32(Offset.capabilities, "region info cap_offset"))
        size = try reader.u64(Offset.size, "region info size")
        fileOffset = try reader.u64(Offset.offset, "region info offset")
        try ReplyHead.check(
            "region info", answered: answered, index: index, argsz: told, least: Self.fixedSize,
            most: bytes.count)
        guard size <= 1 << 63 else {
            throw .impossible(
                field: "region info size", offset: Offset.size, value: size,
                expected: "at most 2^63")
        }
        readable = flags.contains(.read)
        writable = flags.contains(.write)
        mappable = flags.contains(.mmap)
        let chain = try RegionCapabilityChain(
            ByteReader(Array(bytes.prefix(Int(told)))), first: flags.contains(.caps) ? first : 0)
        sparseAreas = chain.sparseAreas
        msixMappable = chain.msixMappable
    }

    /// The size that a reply says it has, which is more than its bytes where capabilities did not
    /// fit; nil where they end before it.
    public static func argsz(_ bytes: [UInt8]) -> Int? {
        (try? ByteReader(bytes).u32(Offset.argsz, "region info argsz")).map { Int($0) }
    }

    /// The region's size as a reply's bytes tell it, whatever else is wrong with them; nil where
    /// they end before it.
    static func size(_ bytes: [UInt8]) -> UInt64? {
        try? ByteReader(bytes).u64(Offset.size, "region info size")
    }
}
