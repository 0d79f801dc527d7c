import PCISnapshot

/// One DEVICE_INTERFACE_REPORT message: a portion of a report.
///
/// Source: PCIe 6.0, 11.3.2 (header) and 11.3.11.
struct ReportMessage {
    /// Bytes 15:4, which TDI.
    let interface: InterfaceID
    /// Bytes 17:16, PORTION_LENGTH, from byte 20.
    let portion: ArraySlice<UInt8>
    /// Bytes 19:18, REMAINDER_LENGTH: what is still outstanding behind this portion.
    let remainder: Int

    static let size = 20

    /// The message at an offset of a file.
    init(_ reader: ByteReader, file: Int, at offset: Int) throws(ReportError) {
        let fields: Fields
        do {
            fields = try Fields(reader, at: offset)
        } catch {
            throw ReportError(
                .truncatedMessage, file: file, at: offset, expected: "a message of 20 bytes",
                found: "\(reader.count - offset)")
        }
        try fields.check(file: file, at: offset)
        interface = fields.interface
        remainder = Int(fields.last >> 16)
        let length = Int(fields.last & 0xffff)
        let start = offset + Self.size
        guard length <= reader.count - start else {
            throw ReportError(
                .truncatedPortion, file: file, at: start, expected: "\(length) bytes",
                found: "\(reader.count - start)")
        }
        portion = reader.bytes[start..<start + length]
    }
}

/// The fields in front of a message's portion.
private struct Fields {
    /// Byte 0, TDISPVersion: 7:4 major, 3:0 minor.
    let version: UInt8
    /// Byte 1, MessageType.
    let type: UInt8
    /// Bytes 15:4.
    let interface: InterfaceID
    /// Bytes 19:16: two lengths, or the code of a TDISP_ERROR (11.3.24).
    let last: UInt32

    init(_ reader: ByteReader, at offset: Int) throws(DecodeError) {
        version = try reader.u8(offset, "TDISPVersion")
        type = try reader.u8(offset + 1, "MessageType")
        interface = try InterfaceID(reader, at: offset + 4)
        last = try reader.u32(offset + 16, "lengths")
    }

    func check(file: Int, at offset: Int) throws(ReportError) {
        guard version >> 4 == 1 else {
            throw ReportError(
                .messageVersion, file: file, at: offset, expected: "major version 1",
                found: Number.hex(version))
        }
        switch type {
        case 0x04: return
        case 0x7f:
            throw ReportError(
                .tdispError, file: file, at: offset, expected: "DEVICE_INTERFACE_REPORT",
                found: "TDISP_ERROR \(Number.hex(last)), \(TDISPErrorCode.name(last))")
        default:
            throw ReportError(
                .messageType, file: file, at: offset + 1,
                expected: "0x4, DEVICE_INTERFACE_REPORT", found: Number.hex(type))
        }
    }
}

/// ERROR_CODE of TDISP_ERROR (PCIe 6.0, 11.3.24).
enum TDISPErrorCode {
    static func name(_ code: UInt32) -> String {
        switch code {
        case 0x1: "INVALID_REQUEST"
        case 0x3: "BUSY"
        case 0x4: "INVALID_INTERFACE_STATE"
        case 0x5: "UNSPECIFIED"
        case 0x7: "UNSUPPORTED_REQUEST"
        case 0x41: "VERSION_MISMATCH"
        case 0xff: "VENDOR_SPECIFIC_ERROR"
        case 0x101: "INVALID_INTERFACE"
        case 0x102: "INVALID_NONCE"
        case 0x103: "INSUFFICIENT_ENTROPY"
        case 0x104: "INVALID_DEVICE_CONFIGURATION"
        default: "a code without a name"
        }
    }
}
