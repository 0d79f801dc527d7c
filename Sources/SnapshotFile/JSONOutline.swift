/// The members of an object or the elements of a list, as ranges of the text that they are in.
///
/// A file is decoded part by part: what the library needs to decode a text is many times the
/// text, and what nobody asks for need not be decoded at all.
package struct JSONOutline {
    private let bytes: [UInt8]

    /// The outline of a text.
    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The members of the object that is the whole text, by their keys.
    package func members() throws(DocumentError) -> [String: Range<Int>] {
        var scanner = JSONScanner(bytes)
        let start = scanner.start()
        guard bytes.indices.contains(start), bytes[start] == UInt8(ascii: "{") else {
            _ = try scanner.value()
            try scanner.end()
            throw DocumentError("top level: expected an object")
        }
        let members = try members(&scanner)
        try scanner.end()
        return members
    }

    /// The members of the object that is a part of the text.
    ///
    /// - Parameters:
    ///   - object: the range of a value.
    ///   - path: what to call it in errors.
    package func members(of object: Range<Int>, _ path: String) throws(DocumentError)
        -> [String: Range<Int>]
    {
        guard bytes[object.lowerBound] == UInt8(ascii: "{") else {
            throw DocumentError("\(path): expected an object")
        }
        var scanner = JSONScanner(bytes, at: object.lowerBound)
        return try members(&scanner)
    }

    /// The elements of the list that is a part of the text, in order.
    package func elements(of list: Range<Int>, _ path: String) throws(DocumentError) -> [Range<Int>]
    {
        guard bytes[list.lowerBound] == UInt8(ascii: "[") else {
            throw DocumentError("\(path): expected a list")
        }
        var scanner = JSONScanner(bytes, at: list.lowerBound)
        try scanner.expect("[")
        if scanner.take("]") { return [] }
        var elements: [Range<Int>] = []
        repeat { elements.append(try scanner.value(strictly: true)) } while scanner.take(",")
        try scanner.expect("]")
        return elements
    }

    private func members(_ scanner: inout JSONScanner) throws(DocumentError)
        -> [String: Range<Int>]
    {
        try scanner.expect("{")
        var members: [String: Range<Int>] = [:]
        if scanner.take("}") { return members }
        repeat {
            let key = try scanner.text(of: try scanner.key())
            guard members.updateValue(try scanner.value(), forKey: key) == nil else {
                throw DocumentError("\(key): appears twice")
            }
        } while scanner.take(",")
        try scanner.expect("}")
        return members
    }
}
