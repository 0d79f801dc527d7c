/// A decoding error in one line: the place as a path, and what was expected there.
struct DecodingProblem: CustomStringConvertible {
    let description: String

    /// - Parameters:
    ///   - error: what the decoder says.
    ///   - bytes: the document, to find what the decoder does not say.
    init(_ error: DecodingError, in bytes: [UInt8]) {
        switch error {
        case .keyNotFound(let key, let context):
            let place = Self.path(context.codingPath + [key])
            description = "\(place): expected, but missing"
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            description = "\(Self.path(context.codingPath)): expected \(Self.words(type))"
        case .dataCorrupted(let context):
            // What is no JSON comes here too, without a place; so does a number out of bounds.
            if context.codingPath.isEmpty {
                description =
                    JSONPlace(bytes).map { "\($0): expected JSON" }
                    ?? "top level: nested too deep, or a number that is too large"
            } else {
                description = "\(Self.path(context.codingPath)): \(context.debugDescription)"
            }
        @unknown default:
            description = "\(error)"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        if keys.isEmpty { return "top level" }
        return keys.reduce(into: "") { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
    }

    private static func words(_ type: any Any.Type) -> String {
        if type == String.self { return "a string" }
        if type == Int.self { return "an integer" }
        if type == Bool.self { return "true or false" }
        if type is any ExpressibleByArrayLiteral.Type { return "a list" }
        return "an object"
    }
}
