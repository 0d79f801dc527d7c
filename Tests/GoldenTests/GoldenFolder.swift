import Foundation
import TestSupport

/// `Tests/Golden`: what the program printed when it was recorded.
enum GoldenFolder {
    /// The folder.
    static let root = Repository.root.appending(path: "Tests/Golden")
    /// Whether golden files are written instead of compared: `RECORD=1` in the environment.
    static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

    /// All files, sorted, below the folder; without what cases are made from.
    static func files() throws -> [String] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
        return try paths.filter { path in
            let place = root.appending(path: path).path
            let kind = try FileManager.default.attributesOfItem(atPath: place)[.type]
            return kind as? FileAttributeType == .typeRegular && !path.hasPrefix("Inputs/")
        }.sorted()
    }

    /// A file's text; nil when there is none.
    static func text(_ file: String) -> String? {
        let bytes = try? Repository.bytes(root.appending(path: file).path)
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes a file; an empty one is removed.
    static func record(_ text: String, as file: String) throws {
        let place = root.appending(path: file)
        if text.isEmpty {
            try FileManager.default.removeItem(at: place)
            return
        }
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: place)
    }
}
