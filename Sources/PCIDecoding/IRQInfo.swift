/// A kernel's answer to VFIO_DEVICE_GET_IRQ_INFO, from its bytes.
///
/// Source: `struct vfio_irq_info`, include/uapi/linux/vfio.h.
public struct IRQInfo: Equatable, Sendable {
    /// VFIO_IRQ_INFO flags.
    public let flags: UInt32
    /// Vectors, at most 2^31 - 1, as a snapshot file holds.
    public let count: Int

    private static let fixedSize = 16

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
