/// Little-endian bytes of test inputs.
enum Bytes {
    static func u16(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xff), UInt8(value >> 8)] }

    static func u32(_ value: UInt32) -> [UInt8] {
        u16(UInt16(truncatingIfNeeded: value)) + u16(UInt16(value >> 16))
    }

    static func u64(_ value: UInt64) -> [UInt8] {
        u32(UInt32(truncatingIfNeeded: value)) + u32(UInt32(value >> 32))
    }

    /// A report's header with a range count.
    static func header(
        info: UInt16 = 2, reserved: UInt16 = 0, control: UInt16 = 0, tph: UInt32 = 0,
        count: UInt32
    ) -> [UInt8] {
        u16(info) + u16(reserved) + u16(control) + u16(0) + u32(tph) + u32(count)
    }

    static func range(_ first: UInt64, _ pages: UInt32, _ attributes: UInt32, id: UInt32 = 0)
        -> [UInt8]
    {
        u64(first) + u32(pages) + u32(id << 16 | attributes)
    }

    /// A report with these ranges and a footer without device information.
    static func report(_ ranges: [[UInt8]]) -> [UInt8] {
        header(count: UInt32(ranges.count)) + ranges.flatMap { $0 } + u32(0)
    }

    /// A DEVICE_INTERFACE_REPORT message.
    static func message(
        _ portion: [UInt8], remainder: Int, version: UInt8 = 0x10, type: UInt8 = 4,
        function: UInt32 = 0x0100_0100, length: Int? = nil
    ) -> [UInt8] {
        [version, type, 0, 0] + u32(function) + u64(0)
            + u16(UInt16(length ?? portion.count)) + u16(UInt16(remainder)) + portion
    }

    /// A report as messages with portions of a size.
    static func messages(_ report: [UInt8], portion: Int) -> [[UInt8]] {
        stride(from: 0, to: report.count, by: portion).map { start in
            let end = min(start + portion, report.count)
            return message(Array(report[start..<end]), remainder: report.count - end)
        }
    }
}
