/// Lower-case hexadecimal text, as PCI people write it.
public enum Hex {
    /// Digits without a prefix, padded with zeros on the left.
    ///
    /// - Parameter width: the least number of digits; more are used when the value needs them.
    public static func digits(_ value: some FixedWidthInteger & UnsignedInteger, width: Int = 1)
        -> String
    {
        let text = String(value, radix: 16)
        return text.count < width
            ? String(repeating: "0", count: width - text.count) + text : text
    }

    /// `0x` and the digits, without padding.
    public static func number(_ value: UInt64) -> String {
        "0x" + String(value, radix: 16)
    }

    /// The value of a string such as `0x1f`; nil when it is not one, or does not fit 64 bits.
    public static func parse(_ text: some StringProtocol) -> UInt64? {
        guard text.hasPrefix("0x") || text.hasPrefix("0X") else { return nil }
        let digits = text.dropFirst(2)
        // The standard initializer also takes a sign.
        guard let first = digits.utf8.first, first != UInt8(ascii: "+"),
            first != UInt8(ascii: "-")
        else { return nil }
        return UInt64(digits, radix: 16)
    }

    /// The same with a sign in front where it is negative.
    public static func signed(_ value: Int64) -> String {
        (value < 0 ? "-" : "") + number(value.magnitude)
    }

    /// The value of a string such as `-0x1f`; nil when it is not one, or does not fit 64 bits.
    public static func parseSigned(_ text: String) -> Int64? {
        let isNegative = text.hasPrefix("-")
        guard let magnitude = parse(text.dropFirst(isNegative ? 1 : 0)) else { return nil }
        if isNegative {
            return magnitude == 1 << 63 ? .min : Int64(exactly: magnitude).map { -$0 }
        }
        return Int64(exactly: magnitude)
    }

    /// Two digits a byte, in order.
    public static func dump(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a dump; nil when a character is no digit or the last byte is half.
    public static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for digit in text.utf8 {
            guard let nibble = value(digit) else { return nil }
            if let upper = high {
                bytes.append(upper << 4 | nibble)
                high = nil
            } else {
                high = nibble
            }
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
