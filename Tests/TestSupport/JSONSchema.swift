/// A JSON Schema (draft 2020-12), as much of it as this project's schemas use; any other keyword
/// is an error, so that nothing is written there that nobody checks.
public struct JSONSchema: Sendable {
    let root: JSONValue

    /// What came out of comparing a value with the schema.
    public struct Result: Sendable {
        /// What does not fit, each with its place.
        public var problems: [String] = []
        /// The members that were there, as `fields` names them.
        public var seen: Set<String> = []
    }

    private static let notes: Set = ["$schema", "$id", "$defs", "title", "description"]

    /// The schema in a file's value.
    public init(_ root: JSONValue) { self.root = root }

    /// What does not fit in a value, and which of the schema's fields it has.
    public func check(_ value: JSONValue) -> Result {
        var result = Result()
        check(value, root, "$", "#", &result)
        return result
    }

    private func check(
        _ value: JSONValue, _ schema: JSONValue, _ place: String, _ origin: String,
        _ result: inout Result
    ) {
        guard let keywords = schema.object else {
            result.problems.append("\(origin): the schema is no object")
            return
        }
        for (keyword, argument) in keywords where !Self.notes.contains(keyword) {
            switch keyword {
            case "$ref":
                guard let (target, name) = definition(argument) else {
                    result.problems.append("\(origin): no such $ref")
                    continue
                }
                check(value, target, place, name, &result)
            case "oneOf": checkOneOf(value, argument.list, place, origin, &result)
            case "additionalProperties":
                if argument == .bool(false) { continue }
                for (key, member) in value.object ?? [:] {
                    check(member, argument, "\(place).\(key)", origin, &result)
                }
            case "properties":
                checkMembers(value, argument.object ?? [:], schema, place, origin, &result)
            case "items":
                for (index, element) in value.list.enumerated() {
                    check(element, argument, "\(place)[\(index)]", origin + "[]", &result)
                }
            default:
                if let problem = Self.problem(keyword, argument, value) {
                    result.problems.append("\(place): \(problem)")
                }
            }
        }
    }

    private func checkOneOf(
        _ value: JSONValue, _ schemas: [JSONValue], _ place: String, _ origin: String,
        _ result: inout Result
    ) {
        let results = schemas.map { schema in
            var result = Result()
            check(value, schema, place, origin, &result)
            return result
        }
        let fitting = results.filter(\.problems.isEmpty)
        if fitting.count == 1 {
            result.seen.formUnion(fitting[0].seen)
        } else {
            result.problems.append("\(place): fits \(fitting.count) of \(results.count) forms")
            result.problems += results.flatMap(\.problems)
        }
    }

    private func checkMembers(
        _ value: JSONValue, _ properties: [String: JSONValue], _ schema: JSONValue,
        _ place: String, _ origin: String, _ result: inout Result
    ) {
        for (key, member) in value.object ?? [:] {
            if let property = properties[key] {
                let field = "\(origin).\(key)"
                result.seen.insert(field)
                check(member, property, "\(place).\(key)", field, &result)
            } else if schema["additionalProperties"] == .bool(false) {
                result.problems.append("\(place).\(key): no such member")
            }
        }
    }

    /// What `#/$defs/name` stands for.
    private func definition(_ reference: JSONValue) -> (JSONValue, String)? {
        guard let name = reference.string?.split(separator: "/").last.map(String.init),
            reference == .string("#/$defs/\(name)"), let schema = root["$defs"]?[name]
        else { return nil }
        return (schema, name)
    }
}
