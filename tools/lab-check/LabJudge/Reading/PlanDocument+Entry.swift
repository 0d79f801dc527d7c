import FoundationEssentials
import SnapshotFile

extension PlanDocument {
    /// One function's object, not decoded yet.
    struct Entry {
        let file: String
        let path: String
        let bytes: [UInt8]
        let range: Range<Int>
        let members: [String: Range<Int>]

        /// The object as a value.
        func decode<Value: Decodable>(_ type: Value.Type) throws(Unreadable) -> Value {
            do {
                return try JSONDecoder().decode(type, from: Data(bytes[range]))
            } catch let error as DecodingError {
                throw Unreadable(file, "\(DocumentError(error, in: path, from: 0))")
            } catch {
                throw Unreadable(file, "\(path): \(error)")
            }
        }

        /// The members whose texts are others than those of another document's object, sorted; one
        /// that only one of them has is among them.
        func differences(from other: Entry, except key: String) -> [String] {
            Set(members.keys).union(other.members.keys).subtracting([key]).filter { key in
                members[key].map { bytes[$0] } != other.members[key].map { other.bytes[$0] }
            }.sorted()
        }
    }
}
