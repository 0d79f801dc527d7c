extension JSONSchema {
    /// What a keyword without schemas in it has against a value; nil for nothing.
    static func problem(_ keyword: String, _ argument: JSONValue, _ value: JSONValue)
        -> String?
    {
        switch keyword {
        case "type":
            let fits =
                switch value {
                case .object: "object"
                case .list: "array"
                case .string: "string"
                case .integer: "integer"
                case .bool: "boolean"
                case .null: "null"
                }
            return argument == .string(fits) ? nil : "is \(fits)"
        case "required":
            let missing = argument.list.compactMap(\.string).filter { value[$0] == nil }
            return value.object == nil || missing.isEmpty ? nil : "lacks \(missing.sorted())"
        case "dependentRequired":
            let broken = (argument.object ?? [:]).filter { key, others in
                value[key] != nil && others.list.compactMap(\.string).contains { value[$0] == nil }
            }
            return broken.isEmpty ? nil : "lacks what goes with \(broken.keys.sorted())"
        case "enum": return argument.list.contains(value) ? nil : "\(value) is none of the words"
        case "const": return argument == value ? nil : "\(value) is not the word"
        case "pattern":
            guard let text = value.string else { return nil }
            guard let pattern = argument.string.flatMap({ try? Regex($0) }) else {
                return "the schema's pattern is none"
            }
            return text.firstMatch(of: pattern) == nil ? "'\(text)' does not match" : nil
        case "minimum", "maximum":
            guard let number = value.integer, let bound = argument.integer else { return nil }
            let fits = keyword == "minimum" ? number >= bound : number <= bound
            return fits ? nil : "\(number) is out of range"
        default: return "the schema says \(keyword), which is not known here"
        }
    }
}
