/// A kernel's answer to VFIO_DEVICE_GET_INFO, from its bytes, as far as it is used.
///
/// Source: `struct vfio_device_info`, include/uapi/linux/vfio.h. The counts are the kernel's
/// word and bounded by nothing here: who asks about each region says how many are too many.
public struct DeviceInfo: Equatable, Sendable {
    /// VFIO_DEVICE_FLAGS_PCI.
    public let isPCI: Bool
    /// Regions, device-specific ones included: the largest index and one.
    public let regionCount: Int
    /// Interrupt indexes: the largest and one.
    public let irqCount: Int

    private static let fixedSize = 16

    /// The answer in a reply's bytes.
    ///
    /// - Parameter bytes: the reply's fixed part; its `argsz` may be larger, for capabilities
    ///   that nobody made room for.
    public init(_ bytes: [UInt8]) throws(DecodeError) {
        let reader = ByteReader(bytes)
        let told = try reader.u32(0, "device info argsz")
        isPCI = try reader.u32(4, "device info flags") & 2 != 0
        regionCount = Int(try reader.u32(8, "device info num_regions"))
        irqCount = Int(try reader.u32(12, "device info num_irqs"))
        guard told >= Self.fixedSize else {
            throw .impossible(
                field: "device info argsz", offset: 0, value: UInt64(told),
                expected: "at least \(Self.fixedSize)")
        }
    }
}
