extension JSONSchema {
    /// A place in the schema where a member is declared.
    public struct Field: Hashable, Sendable {
        /// `#.plans`, or `bar.kind` for a definition's; `[]` for the elements of a list.
        public let name: String
        /// What is said about it.
        public let description: String?
    }

    /// Every member that the schema declares.
    public var fields: [Field] {
        let definitions = (root["$defs"]?.object ?? [:]).sorted { $0.key < $1.key }
        return fields(of: root, "#") + definitions.flatMap { fields(of: $0.value, $0.key) }
    }

    private func fields(of schema: JSONValue, _ origin: String) -> [Field] {
        let members = (schema["properties"]?.object ?? [:]).sorted { $0.key < $1.key }
        let own = members.flatMap { key, member in
            let name = "\(origin).\(key)"
            return [Field(name: name, description: member["description"]?.string)]
                + fields(of: member, name)
        }
        return own + (schema["items"].map { fields(of: $0, origin + "[]") } ?? [])
    }

    /// The words that an `enum` allows, by the field or definition that has it.
    public func words(of name: String) -> Set<String> {
        let path = name.split(separator: ".")
        let start = path.first == "#" ? root : root["$defs"]?[String(path.first ?? "")]
        let schema = path.dropFirst().reduce(start) { schema, key in
            let isList = key.hasSuffix("[]")
            let member = schema?["properties"]?[String(isList ? key.dropLast(2) : key)]
            return isList ? member?["items"] : member
        }
        return Set((schema?["enum"]?.list ?? []).compactMap(\.string))
    }
}
