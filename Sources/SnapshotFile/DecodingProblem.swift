/// A decoding error in one line: the place as a path, and what was expected there.
struct DecodingProblem: CustomStringConvertible {
    let description: String

    init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            let place = Self.path(context.codingPath + [key])
            description = "\(place): expected, but missing"
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            description = "\(Self.path(context.codingPath)): expected \(Self.words(type))"
        case .dataCorrupted(let context):
            // JSON that is no JSON comes here too, with the place inside the underlying error.
            let detail = context.underlyingError.map { " (\($0))" } ?? ""
            description = "\(Self.path(context.codingPath)): \(context.debugDescription)\(detail)"
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
