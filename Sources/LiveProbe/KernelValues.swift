public import MappingPolicy

/// An open descriptor, and what it is called in messages.
public struct Handle: Hashable, Sendable {
    /// The descriptor's number.
    public let number: Int32
    /// The path, or the device's name.
    public let name: String

    /// A descriptor with a name.
    public init(_ number: Int32, _ name: String) {
        self.number = number
        self.name = name
    }
}

/// Memory of a device that is mapped here.
public struct MappedMemory: Hashable, Sendable {
    /// First address.
    public let address: UInt
    /// Bytes.
    public let length: UInt64
    /// What it is called in messages.
    public let name: String

    /// Memory at an address.
    public init(address: UInt, length: UInt64, name: String) {
        self.address = address
        self.length = length
        self.name = name
    }
}

/// What to map: a range of the device's file, and the accesses that are wanted.
public struct MapRequest: Hashable, Sendable {
    /// Offset in the device's file.
    public let fileOffset: UInt64
    /// Bytes.
    public let length: UInt64
    /// Accesses.
    public let protection: Protection

    /// A request for a range.
    public init(fileOffset: UInt64, length: UInt64, protection: Protection) {
        self.fileOffset = fileOffset
        self.length = length
        self.protection = protection
    }

    /// The range in messages.
    public var name: String {
        "[0x\(String(fileOffset, radix: 16)),+0x\(String(length, radix: 16)))"
            + " \(protection.rawValue)"
    }
}

/// The IOMMU interfaces of a container.
///
/// Source: VFIO_TYPE1v2_IOMMU and VFIO_NOIOMMU_IOMMU, include/uapi/linux/vfio.h.
public enum IOMMUType: UInt32, Sendable {
    /// Type 1, second version.
    case type1v2 = 3
    /// None at all: the device could reach all memory.
    case noIOMMU = 8
}

/// The features that a probe asks for, by their number in include/uapi/linux/vfio.h.
public enum DeviceFeature: Int, CaseIterable, Sendable {
    /// VFIO_DEVICE_FEATURE_MIGRATION.
    case migration = 1
    /// VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY.
    case lowPower = 3
    /// VFIO_DEVICE_FEATURE_DMA_BUF.
    case dmaBuf = 11

    /// The feature in few words.
    public var name: String {
        switch self {
        case .migration: "migration"
        case .lowPower: "low-power"
        case .dmaBuf: "dma-buf"
        }
    }

    /// Whether the feature is set (VFIO_DEVICE_FEATURE_SET) and not got.
    public var isSet: Bool { self == .lowPower }
}
