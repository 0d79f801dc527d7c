/// What is wrong with a document, in one line: the place as a path, and what was expected there.
package struct DocumentError: Error, CustomStringConvertible {
    package let description: String

    /// An error in these words.
    package init(_ description: String) { self.description = description }

    /// What the decoder says, with the place in the whole text.
    ///
    /// - Parameters:
    ///   - error: what the decoder of a part says.
    ///   - part: the part's own place.
    ///   - first: for a part of a list, the index of its first element.
    package init(_ error: DecodingError, in part: String, from first: Int) {
        func path(_ keys: [any CodingKey]) -> String { Self.path(part, keys, first) }
        switch error {
        case .keyNotFound(let key, let context):
            let place = path(context.codingPath + [key])
            description = "\(place): expected, but missing"
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            description = "\(path(context.codingPath)): expected \(Self.words(type))"
        case .dataCorrupted(let context):
            // The grammar has been checked: what the decoder rejects as a whole is not of it.
            let words =
                context.codingPath.isEmpty
                ? "nested too deep, a number that is too large, or text that is not UTF-8"
                : context.debugDescription
            description = "\(path(context.codingPath)): \(words)"
        @unknown default:
            description = "\(part): \(error)"
        }
    }

    private static func path(_ part: String, _ keys: [any CodingKey], _ first: Int) -> String {
        var path = part
        for (depth, key) in keys.enumerated() {
            if let index = key.intValue {
                path += "[\(depth == 0 ? first + index : index)]"
            } else {
                path += ".\(key.stringValue)"
            }
        }
        return path
    }

    private static func words(_ type: any Any.Type) -> String {
        if type == String.self { return "a string" }
        if type == Int.self { return "an integer" }
        if type == Bool.self { return "true or false" }
        if type is any ExpressibleByArrayLiteral.Type { return "a list" }
        return "an object"
    }
}
