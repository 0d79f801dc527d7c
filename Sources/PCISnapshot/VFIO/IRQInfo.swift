/// A kernel's answer to VFIO_DEVICE_GET_IRQ_INFO, from its bytes or to be written.
///
/// Source: `struct vfio_irq_info`, include/uapi/linux/vfio.h.
public struct IRQInfo: Equatable, Sendable {
    /// VFIO_IRQ_INFO flags.
    public let flags: UInt32
    /// Vectors, at most 2^31 - 1, as a snapshot file holds.
    public let count: Int

    /// VFIO_IRQ_INFO bits.
    public struct Flags: OptionSet, Equatable, Sendable {
        /// The bits, all of them, known or not.
        public let rawValue: UInt32

        /// Flags with exactly these bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// VFIO_IRQ_INFO_EVENTFD.
        public static let eventfd = Self(rawValue: 1 << 0)
        /// VFIO_IRQ_INFO_MASKABLE.
        public static let maskable = Self(rawValue: 1 << 1)
        /// VFIO_IRQ_INFO_AUTOMASKED.
        public static let automasked = Self(rawValue: 1 << 2)
        /// VFIO_IRQ_INFO_NORESIZE.
        public static let noResize = Self(rawValue: 1 << 3)
    }

    private static let fixedSize = 16

    /// An answer, memberwise.
    public init(flags: Flags, count: Int) {
        self.flags = flags.rawValue
        self.count = count
    }

    /// The bytes of the answer about an interrupt: argsz, flags, index, count.
    public func encoded(index: Int) -> [UInt8] {
        .words(
            UInt32(Self.fixedSize), flags, UInt32(truncatingIfNeeded: index),
            UInt32(truncatingIfNeeded: count))
    }

    /// The answer in a reply's bytes.
    ///
    /// - Parameters:
    ///   - bytes: the reply.
    ///   - index: the interrupt that was asked for.
    public init(_ bytes: [UInt8], index: Int) throws(DecodeError) {
        let reader = ByteReader(bytes)
        let told = try reader.u32(0, "interrupt info argsz")
        flags = try reader.u32(4, "interrupt info flags")
        let answered = try reader.u32(8, "interrupt info index")
        count = Int(try reader.u32(12, "interrupt info count"))
        try ReplyHead.check(
            "interrupt info", answered: answered, index: index, argsz: told, least: Self.fixedSize,
            most: bytes.count)
        guard count <= Int32.max else {
            throw .impossible(
                field: "interrupt info count", offset: 12, value: UInt64(count),
                expected: "less than 2^31")
        }
    }
}
