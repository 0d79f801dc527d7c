/// Bytes that do not hold what was to be read from them.
public enum DecodeError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A field lies beyond the bytes that there are.
    case outOfBounds(field: String, offset: Int, needed: Int, available: Int)
    /// A field lies in bytes that nobody has read.
    case notRead(field: String, offset: Int, needed: Int)
    /// A field's value is impossible.
    case impossible(field: String, offset: Int, value: UInt64, expected: String)

    /// One line: the field, its place, what was expected.
    public var description: String {
        switch self {
        case .outOfBounds(let field, let offset, let needed, let available):
            "\(field) at \(offset) needs \(needed) bytes, but the data ends at \(available)"
        case .notRead(let field, let offset, let needed):
            "\(field) at \(offset) needs \(needed) bytes, which were not read"
        case .impossible(let field, let offset, let value, let expected):
            "\(field) at \(offset) is \(value): expected \(expected)"
        }
    }
}
