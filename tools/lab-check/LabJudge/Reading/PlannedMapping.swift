import MappingPolicy
import SnapshotFile

/// A recommended call of mmap.
struct PlannedMapping: Decodable, Equatable {
    let range: ByteRange
    let fileOffset: UInt64
    let protection: Protection

    private enum Key: String, CodingKey { case start, end, fileOffset, protection }

    init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        range = try keys.range(.start, .end)
        fileOffset = try keys.hex(.fileOffset)
        let word = try keys.decode(String.self, forKey: .protection)
        guard let protection = Protection(rawValue: word) else {
            throw keys.problem(.protection, "expected r, w or rw, found \(word)")
        }
        self.protection = protection
    }
}
