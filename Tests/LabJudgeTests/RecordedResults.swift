import Foundation
import LabJudge
import TestSupport

/// Results of a run of the lab that went well, of the kernel and program of its day, cut to what a
/// question asks for; and the same with deliberate damage.
struct RecordedResults: ResultFiles {
    /// Files that are others than those recorded; nil for one that is missing.
    private var changed: [String: [UInt8]?] = [:]

    /// A file as it was recorded.
    static func recorded(_ name: String) throws -> [UInt8] {
        let folder = Repository.root.appending(path: "Tests/LabJudgeTests/Fixtures").path
        return try Repository.bytes("\(folder)/\(name)")
    }

    func bytes(_ name: String) throws(Unreadable) -> [UInt8] {
        do {
            guard let bytes = try changed[name] ?? Self.recorded(name) else {
                throw Unreadable(name, "missing")
            }
            return bytes
        } catch {
            throw Unreadable(name, "\(error)")
        }
    }

    /// The same with one file of other contents, or without it.
    func with(_ name: String, _ text: String?) -> RecordedResults {
        var copy = self
        copy.changed[name] = .some(text.map { Array($0.utf8) })
        return copy
    }
}
