import MappingPolicy
import SnapshotFile

extension KeyedDecodingContainer {
    /// A range of two keys, not turned round.
    func range(_ start: Key, _ end: Key) throws -> ByteRange {
        let first = try hex(start)
        let behind = try hex(end)
        guard first <= behind else { throw problem(end, "expected no end before the start") }
        return ByteRange(first, behind)
    }

    /// The one of some values that has this name.
    func named<Value>(_ key: Key, _ values: [Value], _ name: (Value) -> String) throws
        -> Value
    {
        let word = try decode(String.self, forKey: key)
        guard let value = values.first(where: { name($0) == word }) else {
            throw problem(key, "expected a name that the program has, found \(word)")
        }
        return value
    }
}
