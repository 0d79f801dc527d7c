import Foundation

/// A JSON value of any kind.
public enum JSONValue: Equatable, Sendable, Decodable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without a fraction.
    case integer(Int)
    /// A string.
    case string(String)
    /// A list.
    case list([JSONValue])
    /// An object.
    case object([String: JSONValue])

    /// The value of a text.
    public init(_ text: some Sequence<UInt8>) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: Data(text))
    }

    /// A member's name, whatever it is.
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads a value; a number with a fraction is refused, as no document here has one.
    ///
    /// What kind it is, is asked before anything of it is made: a value that was tried as another
    /// kind is lost where that fails.
    public init(from decoder: any Decoder) throws {
        if let members = try? decoder.container(keyedBy: Key.self) {
            var object: [String: JSONValue] = [:]
            for key in members.allKeys {
                object[key.stringValue] = try members.decode(JSONValue.self, forKey: key)
            }
            self = .object(object)
        } else if var elements = try? decoder.unkeyedContainer() {
            var list: [JSONValue] = []
            while !elements.isAtEnd { list.append(try elements.decode(JSONValue.self)) }
            self = .list(list)
        } else {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .null
            } else if let string = try? value.decode(String.self) {
                self = .string(string)
            } else if let bool = try? value.decode(Bool.self) {
                self = .bool(bool)
            } else {
                self = .integer(try value.decode(Int.self))
            }
        }
    }

    /// A member of an object; nil for none, and for a value that is no object.
    public subscript(key: String) -> JSONValue? { object?[key] }

    /// The members, if it is an object.
    public var object: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The elements, if it is a list; empty for everything else.
    public var list: [JSONValue] { if case .list(let elements) = self { elements } else { [] } }

    /// The text, if it is a string.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The number, if it is one.
    public var integer: Int? { if case .integer(let number) = self { number } else { nil } }

    /// The value of a hexadecimal text such as `0x1000`.
    public var number: UInt64? {
        guard let text = string, text.hasPrefix("0x") else { return nil }
        return UInt64(text.dropFirst(2), radix: 16)
    }
}
