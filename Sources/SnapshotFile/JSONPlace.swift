/// Where JSON stops being JSON: the library's decoder does not say.
///
/// Walks the grammar of RFC 8259 once, without recursion, and only after a decoder has failed.
struct JSONPlace: CustomStringConvertible {
    private let bytes: [UInt8]
    private var index = 0
    /// What the open brackets are waiting for, innermost last.
    private var open: [UInt8] = []

    /// The first place that is wrong; nil when the text is JSON after all.
    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        if String(validating: bytes, as: UTF8.self) != nil, isDocument() { return nil }
    }

    /// `line 3, column 14`, both counted from 1, the column in bytes.
    var description: String {
        let before = bytes.prefix(index)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        return "line \(line), column \(index - start + 1)"
    }

    private mutating func isDocument() -> Bool {
        guard value() else { return false }
        while let end = open.last {
            skipSpace()
            if take(end) {
                open.removeLast()
                continue
            }
            guard take(UInt8(ascii: ",")) else { return false }
            guard end == UInt8(ascii: "]") || member(), value() else { return false }
        }
        skipSpace()
        return index == bytes.count
    }

    /// A scalar, or the start of an object or list with its first value, or an empty one.
    private mutating func value() -> Bool {
        while true {
            skipSpace()
            if take(UInt8(ascii: "[")) {
                skipSpace()
                if take(UInt8(ascii: "]")) { return true }
                open.append(UInt8(ascii: "]"))
            } else if take(UInt8(ascii: "{")) {
                skipSpace()
                if take(UInt8(ascii: "}")) { return true }
                open.append(UInt8(ascii: "}"))
                guard member() else { return false }
            } else {
                return string() || word("true") || word("false") || word("null") || number()
            }
        }
    }

    /// A key and its colon.
    private mutating func member() -> Bool {
        skipSpace()
        guard string() else { return false }
        skipSpace()
        return take(UInt8(ascii: ":"))
    }

    private mutating func string() -> Bool {
        let start = index
        guard take(UInt8(ascii: "\"")) else { return false }
        while index < bytes.count, bytes[index] >= 0x20 {
            if take(UInt8(ascii: "\"")) { return true }
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index = index < bytes.count ? index : start
        return false
    }

    private mutating func word(_ text: StaticString) -> Bool {
        let word = "\(text)".utf8
        guard bytes[index...].starts(with: word) else { return false }
        index += word.count
        return true
    }

    private mutating func number() -> Bool {
        let start = index
        let characters = Array("+-.0123456789eE".utf8)
        while index < bytes.count, characters.contains(bytes[index]) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        guard Double(text) != nil, text.first != "+", text.first != "." else {
            index = start
            return false
        }
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[index]) { index += 1 }
    }
}
