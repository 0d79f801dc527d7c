import SystemPackage

/// Whole files in: the only reading beside sysfs.
public enum Files {
    /// More than any machine's snapshot.
    public static let largest = 1 << 30

    /// A file's bytes; `-` is standard input.
    ///
    /// - Parameters:
    ///   - limit: bytes that are read.
    ///   - isPossible: whether a piece, told where in the file it starts, can be of such a file.
    ///     What never ends is seldom of the right kind: it is not read up to the limit then.
    /// - Throws: `SystemFailure`; with `Errno.fileTooLarge` beyond the limit, with
    ///   `Errno.illegalByteSequence` for a piece that is not possible.
    public static func read(
        _ path: String, upTo limit: Int = largest,
        while isPossible: (_ piece: ArraySlice<UInt8>, _ start: Int) -> Bool = { _, _ in true }
    ) throws(SystemFailure) -> [UInt8] {
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
            try SystemFailure.naming("seek", path) { _ = try file.seek(offset: 0, from: .start) }
            // Not read before it is refused, but for a byte, which tells a directory.
            if end > limit { _ = try readAll(file, path, upTo: 1) }
            if end > limit { throw SystemFailure("read", path, .fileTooLarge) }
            size = Int(end)
        }
        let bytes = try readAll(
            file, path, upTo: limit + 1, expecting: size, while: isPossible)
        if bytes.count > limit { throw SystemFailure("read", path, .fileTooLarge) }
        return bytes
    }

    static func readAll(
        _ file: FileDescriptor, _ name: String, upTo limit: Int, expecting expected: Int = 0,
        while isPossible: (ArraySlice<UInt8>, Int) -> Bool = { _, _ in true }
    ) throws(SystemFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expected)
        var chunk = [UInt8](repeating: 0, count: min(limit, 1 << 16))
        while bytes.count < limit {
            let count = try SystemFailure.naming("read", name) {
                try unsafe chunk.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
            }
            if count == 0 { break }
            guard isPossible(chunk[..<count], bytes.count) else {
                throw SystemFailure("read", name, .illegalByteSequence)
            }
            bytes += chunk[..<count]
        }
        return bytes
    }
}
