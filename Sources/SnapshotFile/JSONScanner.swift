/// Walks JSON's grammar (RFC 8259) and finds where values begin and end, without decoding them.
///
/// No recursion, so that no depth of nesting can use up the stack, and little memory: what
/// closes each open bracket, and the keys of an open object where they are compared.
struct JSONScanner {
    private let bytes: [UInt8]
    private(set) var index: Int

    /// Levels; the library that decodes takes as many.
    private static let deepest = 512

    init(_ bytes: [UInt8], at index: Int = 0) {
        self.bytes = bytes
        self.index = index
    }

    /// Passes over one value, with the space before it, and returns its range.
    ///
    /// - Parameter strictly: whether a key that comes twice in an object is an error: of two
    ///   readers one could take the first, the other the last.
    mutating func value(strictly: Bool = false) throws(DocumentError) -> Range<Int> {
        skipSpace()
        let start = index
        // The open brackets, innermost last.
        var open: [Opening] = []
        try scalarOrOpening(&open, strictly)
        while let last = open.indices.last {
            skipSpace()
            if next(open[last].end) {
                open.removeLast()
                continue
            }
            try expect(",")
            if open[last].end == UInt8(ascii: "}") { try member(&open[last], strictly) }
            skipSpace()
            try scalarOrOpening(&open, strictly)
        }
        return start..<index
    }

    /// An open bracket: what closes it, and the keys that came since.
    private struct Opening {
        let end: UInt8
        var keys: Set<String> = []
    }

    private mutating func member(_ object: inout Opening, _ strictly: Bool) throws(DocumentError) {
        let range = try key()
        if strictly, !object.keys.insert(try text(of: range)).inserted {
            throw problem(at: range.lowerBound, "expected another key, this one appears twice")
        }
    }

    /// A key's text; none of ours needs an escape, which could hide that two are the same.
    func text(of key: Range<Int>) throws(DocumentError) -> String {
        guard !bytes[key].contains(UInt8(ascii: "\\")) else {
            throw problem(at: key.lowerBound, "expected a key without escapes")
        }
        return String(decoding: bytes[key], as: UTF8.self)
    }

    /// A key with its colon, and the range of what stands between its quotes.
    mutating func key() throws(DocumentError) -> Range<Int> {
        skipSpace()
        let start = index
        try string()
        let end = index
        skipSpace()
        try expect(":")
        return start + 1..<end - 1
    }

    /// Passes over any space, to where a value begins or the text ends.
    mutating func start() -> Int {
        skipSpace()
        return index
    }

    /// The next byte behind any space, which must be this one.
    mutating func expect(_ byte: Unicode.Scalar) throws(DocumentError) {
        guard take(byte) else { throw problem(at: index) }
    }

    /// Whether the next byte behind any space is this one, which is passed over then.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        skipSpace()
        return next(UInt8(ascii: byte))
    }

    /// Fails unless only space is left.
    mutating func end() throws(DocumentError) {
        skipSpace()
        guard index == bytes.count else { throw problem(at: index) }
    }

    /// A scalar, an empty object or list, or the start of one, up to its first value.
    private mutating func scalarOrOpening(_ open: inout [Opening], _ strictly: Bool)
        throws(DocumentError)
    {
        while true {
            guard open.count <= Self.deepest else { throw problem(at: index, "nested too deep") }
            if next(UInt8(ascii: "[")) {
                if take("]") { return }
                open.append(Opening(end: UInt8(ascii: "]")))
            } else if next(UInt8(ascii: "{")) {
                if take("}") { return }
                var object = Opening(end: UInt8(ascii: "}"))
                try member(&object, strictly)
                open.append(object)
                skipSpace()
            } else {
                return try scalar()
            }
        }
    }

    private mutating func scalar() throws(DocumentError) {
        guard index < bytes.count else { throw problem(at: index) }
        switch bytes[index] {
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
    }

    private mutating func string() throws(DocumentError) {
        guard next(UInt8(ascii: "\"")) else { throw problem(at: index) }
        while index < bytes.count, bytes[index] >= 0x20 {
            if bytes[index] == UInt8(ascii: "\"") {
                index += 1
                return
            }
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        throw problem(at: min(index, bytes.count))
    }

    private mutating func word(_ text: StaticString) throws(DocumentError) {
        let word = "\(text)".utf8
        guard bytes[index...].starts(with: word) else { throw problem(at: index) }
        index += word.count
    }

    private mutating func number() throws(DocumentError) {
        let start = index
        _ = next(UInt8(ascii: "-"))
        // A zero stands alone before the point.
        guard next(UInt8(ascii: "0")) || digits() else { throw problem(at: start) }
        if next(UInt8(ascii: ".")), !digits() { throw problem(at: start) }
        if next(UInt8(ascii: "e")) || next(UInt8(ascii: "E")) {
            if !next(UInt8(ascii: "+")) { _ = next(UInt8(ascii: "-")) }
            guard digits() else { throw problem(at: start) }
        }
    }

    private mutating func digits() -> Bool {
        let start = index
        while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) {
            index += 1
        }
        return index > start
    }

    private mutating func next(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index] <= 0x20 {
            guard [0x20, 0x09, 0x0a, 0x0d].contains(bytes[index]) else { return }
            index += 1
        }
    }

    /// `line 3, column 14`, both counted from 1, the column in bytes.
    private func problem(at offset: Int, _ words: String = "expected JSON") -> DocumentError {
        let before = bytes.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        return DocumentError("line \(line), column \(offset - start + 1): \(words)")
    }
}
