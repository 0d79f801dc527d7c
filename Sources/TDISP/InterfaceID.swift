import PCISnapshot

/// INTERFACE_ID, bytes 15:4 of a message: which TDI it is about.
///
/// Source: PCIe 6.0, 11.3.1. Bits 31:25 of FUNCTION_ID and the last 8 bytes are reserved.
public struct InterfaceID: Equatable, Sendable {
    /// FUNCTION_ID 15:0: bus, device and function.
    public let requester: UInt16
    /// FUNCTION_ID 23:16, nil when bit 24, segment valid, is clear.
    public let segment: UInt8?
    /// All 12 bytes: two messages are of one TDI only if these are the same.
    public let bytes: [UInt8]

    static let size = 12

    init(_ reader: ByteReader, at offset: Int) throws(DecodeError) {
        let function = try reader.u32(offset, "FUNCTION_ID")
        requester = UInt16(truncatingIfNeeded: function)
        segment = function & 1 << 24 != 0 ? UInt8(truncatingIfNeeded: function >> 16) : nil
        _ = try reader.u64(offset + 4, "INTERFACE_ID")
        bytes = Array(reader.bytes[offset..<offset + Self.size])
    }
}
