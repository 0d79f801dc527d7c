import SystemPackage

/// Whole files in, whole files out: the only file access beside sysfs.
public enum Files {
    /// More than any machine's snapshot; what goes on beyond is no file but a stream.
    private static let limit = 1 << 30

    /// A file's bytes; `-` is standard input.
    ///
    /// - Throws: `SystemFailure`; with `Errno.fileTooLarge` beyond 1 GiB.
    public static func read(_ path: String) throws(SystemFailure) -> [UInt8] {
        let file =
            path == "-"
            ? FileDescriptor.standardInput
            : try SystemFailure.naming("open", path) {
                try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec])
            }
        defer { if path != "-" { try? file.close() } }
        // A file's size is known, a pipe's is not, and a directory's means nothing. Standard
        // input may have been read from already: its position is the caller's.
        var size = 0
        if path != "-", let end = try? file.seek(offset: 0, from: .end) {
            if end <= limit { size = Int(end) }
            try SystemFailure.naming("seek", path) { _ = try file.seek(offset: 0, from: .start) }
        }
        let bytes = try readAll(file, path, upTo: limit + 1, expecting: size)
        if bytes.count > limit { throw SystemFailure("read", path, .fileTooLarge) }
        return bytes
    }

    static func readAll(
        _ file: FileDescriptor, _ name: String, upTo limit: Int, expecting expected: Int = 0
    ) throws(SystemFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expected)
        var chunk = [UInt8](repeating: 0, count: min(limit, 1 << 16))
        while bytes.count < limit {
            let count = try SystemFailure.naming("read", name) {
                try unsafe chunk.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
            }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return bytes
    }

    /// Makes a file, or empties one that is there; a symbolic link is refused.
    public static func create(_ path: String) throws(SystemFailure) -> OutputFile {
        let file = try SystemFailure.naming("create", path) {
            try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.create, .truncate, .noFollow, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        }
        return OutputFile(file, name: path, owned: true)
    }
}

/// A file that is written piece by piece, through one buffer.
public final class OutputFile {
    private let file: FileDescriptor
    private let name: String
    private var owned: Bool
    private var buffer: [UInt8] = []

    private static let bufferSize = 1 << 16

    init(_ file: FileDescriptor, name: String, owned: Bool) {
        self.file = file
        self.name = name
        self.owned = owned
    }

    deinit {
        if owned { try? file.close() }
    }

    /// The program's standard output.
    public static func standardOutput() -> OutputFile {
        OutputFile(.standardOutput, name: "standard output", owned: false)
    }

    /// Takes bytes; they reach the file when the buffer is full or `flush` is called.
    public func write(_ bytes: [UInt8]) throws(SystemFailure) {
        buffer += bytes
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Takes text, as UTF-8.
    public func write(_ text: String) throws(SystemFailure) {
        buffer += text.utf8
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes what is in the buffer.
    public func flush() throws(SystemFailure) {
        let bytes = buffer
        buffer.removeAll(keepingCapacity: true)
        _ = try SystemFailure.naming("write", name) { try file.writeAll(bytes) }
    }

    /// Writes what is in the buffer, and closes a file that was created: only then is it kept.
    public func finish() throws(SystemFailure) {
        try flush()
        guard owned else { return }
        // Linux has closed it, whatever close(2) answers.
        owned = false
        try SystemFailure.naming("close", name) { try file.close() }
    }
}
