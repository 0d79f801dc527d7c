import FoundationEssentials

/// One value as JSON text: keys sorted, on one line.
enum JSONText {
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    static func of(_ value: some Encodable) -> [UInt8] {
        do {
            return Array(try encoder.encode(value))
        } catch {
            // Rendered values hold strings, integers and booleans: nothing that JSON cannot say.
            preconditionFailure("a rendered value is not JSON: \(error)")
        }
    }
}
