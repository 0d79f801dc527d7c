/// A kernel's answer to VFIO_DEVICE_GET_INFO, from its bytes or to be written, as far as it is
/// used.
///
/// Source: `struct vfio_device_info`, include/uapi/linux/vfio.h. The counts are the kernel's
/// word and bounded by nothing here: who asks about each region says how many are too many.
public struct DeviceInfo: Equatable, Sendable {
    /// VFIO_DEVICE_FLAGS bits.
    public struct Flags: OptionSet, Equatable, Sendable {
        /// The bits, all of them, known or not.
        public let rawValue: UInt32

        /// Flags with exactly these bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// VFIO_DEVICE_FLAGS_RESET: the function can be reset.
        public static let reset = Self(rawValue: 1 << 0)
        /// VFIO_DEVICE_FLAGS_PCI.
        public static let pci = Self(rawValue: 1 << 1)
    }

    /// The flags.
    public let flags: Flags
    /// Regions, device-specific ones included: the largest index and one.
    public let regionCount: Int
    /// Interrupt indexes: the largest and one.
    public let irqCount: Int

    private static let fixedSize = 16

    /// Whether the device is a PCI function.
    public var isPCI: Bool { flags.contains(.pci) }

    /// An answer, memberwise.
    public init(flags: Flags, regionCount: Int, irqCount: Int) {
        self.flags = flags
        self.regionCount = regionCount
        self.irqCount = irqCount
    }

    /// The bytes of the answer: argsz, flags, num_regions, num_irqs.
    public var bytes: [UInt8] {
        .words(
            UInt32(Self.fixedSize), flags.rawValue, UInt32(truncatingIfNeeded: regionCount),
            UInt32(truncatingIfNeeded: irqCount))
    }

    /// The answer in a reply's bytes.
    ///
    /// - Parameter bytes: the reply's fixed part; its `argsz` may be larger, for capabilities
    ///   that nobody made room for.
    public init(_ bytes: [UInt8]) throws(DecodeError) {
        let reader = ByteReader(bytes)
        let told = try reader.u32(0, "device info argsz")
        flags = Flags(rawValue: try reader.u32(4, "device info flags"))
        regionCount = Int(try reader.u32(8, "device info num_regions"))
        irqCount = Int(try reader.u32(12, "device info num_irqs"))
        guard told >= Self.fixedSize else {
            throw .impossible(
                field: "device info argsz", offset: 0, value: UInt64(told),
                expected: "at least \(Self.fixedSize)")
        }
    }
}
