import PCISnapshot

/// The directory of results, by the names of its files.
public protocol ResultFiles {
    /// A file's bytes.
    func bytes(_ name: String) throws(Unreadable) -> [UInt8]
}

/// A result that cannot be read: which file, and why.
public struct Unreadable: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file's name in the directory.
    public let file: String
    /// Why: the system's words, or what was expected in it.
    public let reason: String

    /// One with these words.
    public init(_ file: String, _ reason: String) {
        self.file = file
        self.reason = reason
    }

    /// One line.
    public var description: String { "\(file) can be read: \(reason)" }
}

extension ResultFiles {
    /// A file's lines, without their ends.
    func lines(_ name: String) throws(Unreadable) -> [Substring] {
        var lines = String(decoding: try bytes(name), as: UTF8.self).fields("\n")
        // What ends a line begins no other.
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
