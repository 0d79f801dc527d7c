/// Bytes of a file: as they are, or what they stand for when the file is hexadecimal text.
enum HexText {
    /// The bytes that a file means.
    ///
    /// A file of nothing but printable characters is text: no report is, for its reserved bytes
    /// are 0. So text that is not hexadecimal is an error and never a report.
    static func bytes(_ content: [UInt8], file: Int) throws(ReportError) -> [UInt8] {
        guard content.allSatisfy({ isSpace($0) || (0x21...0x7e).contains($0) }) else {
            return content
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.count / 2)
        var position = 0
        while position < content.count {
            if isSpace(content[position]) {
                position += 1
                continue
            }
            let end = content[position...].firstIndex(where: isSpace) ?? content.count
            try append(content[position..<end], to: &bytes, file: file)
            position = end
        }
        return bytes
    }

    /// One word: an optional `0x`, then two digits a byte.
    private static func append(
        _ word: ArraySlice<UInt8>, to bytes: inout [UInt8], file: Int
    ) throws(ReportError) {
        var digits = word
        let prefix = word.prefix(2)
        if prefix.elementsEqual("0x".utf8) || prefix.elementsEqual("0X".utf8) {
            digits = word.dropFirst(2)
        }
        var high: UInt8?
        for (position, character) in zip(digits.indices, digits) {
            guard let digit = value(character) else {
                throw ReportError(
                    .notHexText, file: file, at: position, expected: "hexadecimal digits",
                    found: "character \(Number.hex(character))")
            }
            if let upper = high {
                bytes.append(upper << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        guard high == nil, !digits.isEmpty else {
            throw ReportError(
                .oddHexDigits, file: file, at: word.startIndex, expected: "two digits a byte",
                found: "\(digits.count) digits")
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0d).contains(byte)
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
