import Glibc
public import Printing
import SystemPackage

/// A file that is written piece by piece, through one buffer; the only way to a terminal.
///
/// It takes what cannot hold a control character that the program did not make itself.
public final class OutputFile {
    private let file: FileDescriptor
    private let name: String
    private var owned: Bool
    private var replacement: Replacement?
    private var buffer: [UInt8] = []

    private static let bufferSize = 1 << 16

    private init(
        _ file: FileDescriptor, name: String, owned: Bool, replacement: Replacement? = nil
    ) {
        self.file = file
        self.name = name
        self.owned = owned
        self.replacement = replacement
    }

    deinit {
        if owned { try? file.close() }
        replacement?.discard()
    }

    /// The program's standard output.
    public static func standardOutput() -> OutputFile {
        OutputFile(.standardOutput, name: "standard output", owned: false)
    }

    /// The program's standard error.
    static func standardError() -> OutputFile {
        OutputFile(.standardError, name: "standard error", owned: false)
    }

    /// Makes a file that takes its name, and the place of one that has it, when it is finished.
    ///
    /// No link is followed and no file that is there is written to; only a character device, such
    /// as /dev/null or a terminal, is opened as it is. Another user's file, a pipe, a socket and
    /// a disk are refused.
    public static func create(_ path: String) throws(SystemFailure) -> OutputFile {
        guard case .file(let permissions) = try OutputPlace(path) else {
            return OutputFile(try OutputPlace.openDevice(path), name: path, owned: true)
        }
        let replacement = Replacement(path)
        let file = try SystemFailure.naming("create", path) {
            try FileDescriptor.open(
                FilePath(replacement.temporary), .writeOnly,
                options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: permissions)
        }
        return OutputFile(file, name: path, owned: true, replacement: replacement)
    }

    /// Takes a piece of JSON; it reaches the file when the buffer is full or `flush` is called.
    public func write(_ json: [UInt8]) throws(SystemFailure) {
        SafeJSON.append(json, to: &buffer)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Takes text, as UTF-8.
    public func write(_ text: SafeText) throws(SystemFailure) {
        text.write(to: &buffer)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes what is in the buffer.
    public func flush() throws(SystemFailure) {
        let bytes = buffer
        buffer.removeAll(keepingCapacity: true)
        _ = try SystemFailure.naming("write", name) { try file.writeAll(bytes) }
    }

    /// Writes what is in the buffer, closes the file and gives a created one its name.
    public func finish() throws(SystemFailure) {
        try flush()
        guard owned else { return }
        // Linux has closed it, whatever close(2) answers; only what that tells is all written.
        owned = false
        try SystemFailure.naming("close", name) { try file.close() }
        try replacement?.commit()
        replacement = nil
    }
}
