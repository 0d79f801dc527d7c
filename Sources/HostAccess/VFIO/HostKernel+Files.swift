import Glibc
public import LiveProbe
import SystemPackage

extension HostKernel {
    /// A file's text, up to a mebibyte.
    public func read(_ path: String) throws(CallFailure) -> String {
        let bytes = try Self.failing(.read, path) {
            let file = try FileDescriptor.open(
                FilePath(path), .readOnly, options: [.closeOnExec])
            defer { try? file.close() }
            return try Files.readAll(file, path, upTo: 1 << 20)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Where a link leads.
    public func readLink(_ path: String) throws(CallFailure) -> String {
        var text = ""
        let error = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) {
            buffer -> CInt in
            guard let base = buffer.baseAddress else { return ENOMEM }
            let count = unsafe readlink(path, base, buffer.count)
            guard count >= 0 else { return Glibc.errno }
            unsafe text = String(
                decoding: buffer[..<count].lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
            return 0
        }
        // What is there and no link has no link's name.
        if error == EINVAL { throw CallFailure(.readLink, path, .noSuchFile) }
        if error != 0 { throw CallFailure(.readLink, path, ErrorNumber(rawValue: error)) }
        return text
    }

    /// The names in a directory.
    public func list(_ path: String) throws(CallFailure) -> [String] {
        guard let directory = unsafe opendir(path) else {
            throw CallFailure(.list, path, ErrorNumber(rawValue: errno))
        }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while true {
            Glibc.errno = 0
            guard let entry = unsafe readdir(directory) else { break }
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else {
            throw CallFailure(.list, path, ErrorNumber(rawValue: errno))
        }
        return names
    }

    /// Writes to an attribute; sysfs takes it in one call or not at all.
    public func write(_ text: String, to path: String) throws(CallFailure) {
        try Self.failing(.write, path) {
            let file = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.closeOnExec, .noFollow])
            defer { try? file.close() }
            try file.writeAll(text.utf8)
        }
    }

    /// Makes a directory, 0700; one that is there must be root's and closed to others.
    public func makeDirectory(_ path: String) throws(CallFailure) {
        if unsafe mkdir(path, 0o700) == 0 { return }
        let error = errno
        guard error == EEXIST else {
            throw CallFailure(.makeDirectory, path, ErrorNumber(rawValue: error))
        }
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw CallFailure(.makeDirectory, path, .notDirectory)
        }
        guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            throw CallFailure(
                .makeDirectory, path + ", which others can reach", .notPermitted)
        }
    }

    /// Makes a file, 0600.
    public func create(_ path: String) throws(CallFailure) -> Handle {
        try Self.failing(.create, path) {
            let file = try FileDescriptor.open(
                FilePath(path), .readWrite,
                options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: [.ownerReadWrite])
            return Handle(file.rawValue, path)
        }
    }

    /// Opens a file or a device node.
    public func open(_ path: String) throws(CallFailure) -> Handle {
        try Self.failing(.open, path) {
            let file = try FileDescriptor.open(
                FilePath(path), .readWrite, options: [.noFollow, .closeOnExec])
            return Handle(file.rawValue, path)
        }
    }

    /// flock(2), exclusive, without waiting.
    ///
    /// Who removes the file, and makes it anew, does so under its lock: the comparison afterwards
    /// holds as long as the lock does.
    public func lock(_ file: Handle) throws(CallFailure) {
        guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else {
            throw CallFailure(.lock, file.name, ErrorNumber(rawValue: errno))
        }
        var held = stat()
        var there = stat()
        guard unsafe fstat(file.number, &held) == 0, unsafe lstat(file.name, &there) == 0,
            held.st_dev == there.st_dev, held.st_ino == there.st_ino
        else { throw CallFailure(.lock, file.name, .stale) }
    }

    /// Writes from the file's start.
    public func write(_ text: String, to file: Handle) throws(CallFailure) {
        try Self.failing(.writeRecord, file.name) {
            _ = try FileDescriptor(rawValue: file.number).writeAll(
                toAbsoluteOffset: 0, text.utf8)
        }
    }

    /// Removes a file.
    public func remove(_ path: String) throws(CallFailure) {
        guard unsafe unlink(path) != 0 else { return }
        throw CallFailure(.remove, path, ErrorNumber(rawValue: errno))
    }

    /// Closes a descriptor; not again when interrupted, as Linux has closed it.
    public func close(_ handle: Handle) { _ = Glibc.close(handle.number) }

    /// A body of swift-system calls, with the call's name on its error.
    private static func failing<Result>(
        _ call: Call, _ object: String, _ body: () throws -> Result
    ) throws(CallFailure) -> Result {
        do {
            return try body()
        } catch let errno as Errno {
            throw CallFailure(call, object, ErrorNumber(rawValue: errno.rawValue))
        } catch let failure as SystemFailure {
            throw CallFailure(call, object, ErrorNumber(rawValue: failure.errno.rawValue))
        } catch {
            throw CallFailure(call, object, .io)
        }
    }
}
