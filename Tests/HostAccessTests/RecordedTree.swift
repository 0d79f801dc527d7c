import Foundation
import TestSupport

/// A copy of the recorded tree, to be damaged.
struct RecordedTree {
    let path: String

    static func with<Result>(_ body: (RecordedTree) throws -> Result) throws -> Result {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/tree"
            try FileManager.default.copyItem(atPath: Repository.tree, toPath: path)
            return try body(RecordedTree(path: path))
        }
    }

    func file(_ address: String, _ name: String) -> String { "\(path)/devices/\(address)/\(name)" }

    func write(_ address: String, _ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(filePath: file(address, name)))
    }

    func remove(_ address: String, _ name: String) throws {
        try FileManager.default.removeItem(atPath: file(address, name))
    }
}
