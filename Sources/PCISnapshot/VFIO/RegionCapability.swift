/// A capability behind a region info reply, to be written.
///
/// Source: `struct vfio_info_cap_header` and what it heads, include/uapi/linux/vfio.h.
public enum RegionCapability: Equatable, Sendable {
    /// VFIO_REGION_INFO_CAP_SPARSE_MMAP: the only areas that may be mapped.
    case sparseMmap([RegionInfo.Area])
    /// VFIO_REGION_INFO_CAP_MSIX_MAPPABLE: the MSI-X table may be mapped as well.
    case msixMappable

    static let sparseMmapID: UInt16 = 1
    static let msixMappableID: UInt16 = 3
    /// Bytes of `struct vfio_info_cap_header`: id, version, offset of the next one.
    static let headerSize = 8

    private var id: UInt16 {
        switch self {
        case .sparseMmap: Self.sparseMmapID
        case .msixMappable: Self.msixMappableID
        }
    }

    /// The capability's bytes, version 1.
    ///
    /// - Parameter next: offset of the next one from the start of the reply, 0 for none.
    public func encoded(next: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(little: id)
        bytes.append(little: UInt16(1))
        bytes.append(little: UInt32(truncatingIfNeeded: next))
        return bytes + body
    }

    /// Bytes of the capability.
    var size: Int { Self.headerSize + body.count }

    /// What follows the header: for areas their count, a reserved field, offsets and sizes.
    private var body: [UInt8] {
        guard case .sparseMmap(let areas) = self else { return [] }
        var bytes = [UInt8].words(UInt32(truncatingIfNeeded: areas.count), 0)
        for area in areas {
            bytes.append(little: area.offset)
            bytes.append(little: area.size)
        }
        return bytes
    }
}
