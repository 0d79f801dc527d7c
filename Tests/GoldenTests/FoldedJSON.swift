/// JSON with line breaks, so that a difference is a line and not a page.
///
/// A break and one space a level go before each object and string of a list, and before each
/// member that holds a list or an object. The program's own lines never start with a space, so
/// what was put in can be told from what was there.
enum FoldedJSON {
    /// The text with breaks.
    static func fold(_ json: String) -> String {
        let bytes = Array(json.utf8)
        var folded: [UInt8] = []
        var open: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let end = byte == UInt8(ascii: "\"") ? string(in: bytes, from: index) : index + 1
            if breaks(before: bytes[index..<end], in: open.last, then: bytes[end...].prefix(3)),
                folded.last != UInt8(ascii: "\n")
            {
                folded.append(UInt8(ascii: "\n"))
                folded += open.map { _ in UInt8(ascii: " ") }
            }
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { open.append(byte) }
            if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { _ = open.popLast() }
            folded += bytes[index..<end]
            index = end
        }
        return String(decoding: folded, as: UTF8.self)
    }

    /// The text that was folded.
    static func unfold(_ folded: String) -> String {
        let lines = folded.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().reduce(into: "") { text, line in
            let isFolded = line.element.first == " "
            text += line.offset == 0 || isFolded ? "" : "\n"
            text += line.element.drop { $0 == " " }
        }
    }

    private static func breaks(
        before token: ArraySlice<UInt8>, in open: UInt8?, then next: ArraySlice<UInt8>
    ) -> Bool {
        let isText = token.first == UInt8(ascii: "\"")
        if open == UInt8(ascii: "[") { return isText || token == [UInt8(ascii: "{")] }
        guard isText, next.count == 3, next.first == UInt8(ascii: ":") else { return false }
        let value = Array(next.dropFirst())
        return value[0] == UInt8(ascii: "{") && value[1] != UInt8(ascii: "}")
            || value[0] == UInt8(ascii: "[") && value[1] != UInt8(ascii: "]")
    }

    /// The end of the string that starts at an index.
    private static func string(in bytes: [UInt8], from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, bytes.count)
    }
}
