/// An answer to VFIO_DEVICE_GET_REGION_INFO that is to be written; `RegionInfo` reads its bytes.
///
/// It may say what no kernel says: what must be proved is the reader.
/// Source: `struct vfio_region_info`, include/uapi/linux/vfio.h.
public struct RegionReply: Equatable, Sendable {
    /// The region.
    public var index: Int
    /// The flags; that of a capability chain is set by the capabilities.
    public var flags: RegionInfo.Flags
    /// Bytes of the region.
    public var size: UInt64
    /// Its offset in the device's file.
    public var fileOffset: UInt64
    /// The capabilities, in the order of the chain.
    public var capabilities: [RegionCapability]

    /// A reply, memberwise.
    ///
    /// - Parameter fileOffset: vfio-pci's own where it is left out.
    public init(
        index: Int, flags: RegionInfo.Flags = [], size: UInt64 = 0, fileOffset: UInt64? = nil,
        capabilities: [RegionCapability] = []
    ) {
        self.index = index
        self.flags = flags
        self.size = size
        self.fileOffset = fileOffset ?? PCIRegion.fileOffset(index)
        self.capabilities = capabilities
    }

    /// The whole reply: the structure, and the capabilities right behind it.
    public var bytes: [UInt8] {
        let end = capabilities.reduce(RegionInfo.fixedSize) { $0 + $1.size }
        let flags = capabilities.isEmpty ? flags : flags.union(.caps)
        var bytes = [UInt8].words(
            UInt32(truncatingIfNeeded: end), flags.rawValue, UInt32(truncatingIfNeeded: index),
            capabilities.isEmpty ? 0 : UInt32(RegionInfo.fixedSize))
        bytes.append(little: size)
        bytes.append(little: fileOffset)
        for capability in capabilities {
            let next = bytes.count + capability.size
            bytes += capability.encoded(next: next < end ? next : 0)
        }
        return bytes
    }

    /// A whole reply in a caller's buffer, as `vfio_get_region_info()` fills it: with all
    /// capabilities, or, where they do not fit, with none and the size that they need.
    ///
    /// - Parameters:
    ///   - whole: the reply; the structure is whole also where these bytes are shorter.
    ///   - size: bytes of the buffer.
    ///   - wanted: the size that is said to be needed, as by a reply that has grown meanwhile; nil
    ///     for what it needs.
    /// - Returns: as many bytes as the buffer has, and at least the structure.
    public static func fill(_ whole: [UInt8], into size: Int, wanted: Int? = nil) -> [UInt8] {
        let structure = padded(whole, to: RegionInfo.fixedSize)
        let fits = structure.count <= size && wanted == nil
        let argsz = fits ? size : wanted ?? structure.count
        var reply = [UInt8].words(UInt32(clamping: argsz))
        if fits {
            reply += structure[4...]
        } else {
            // Flags, index, no capability, size, offset.
            reply += structure[4..<12] + [UInt8].words(0) + structure[16..<RegionInfo.fixedSize]
        }
        return padded(reply, to: size)
    }

    private static func padded(_ bytes: [UInt8], to count: Int) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: max(0, count - bytes.count))
    }
}
