import Glibc
public import LiveProbe
import SystemPackage

extension HostKernel {
    /// More than the mounts of any machine; what is cut off would look as if it were not there.
    static let longestText = 1 << 24

    /// A file's text, whole; EFBIG beyond 16 MiB.
    public func read(_ path: String) throws(CallFailure) -> String {
        let bytes = try Self.failing(.read, path) {
            let file = try FileDescriptor.open(
                FilePath(path), .readOnly, options: [.closeOnExec])
            defer { try? file.close() }
            let bytes = try Files.readAll(file, path, upTo: Self.longestText + 1)
            if bytes.count > Self.longestText { throw Errno.fileTooLarge }
            return bytes
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Where a link leads.
    public func readLink(_ path: String) throws(CallFailure) -> String {
        try Self.failing(.readLink, path) {
            do {
                return try Link.target(path)
            } catch let failure as SystemFailure where failure.errno == .invalidArgument {
                // What is there and no link has no link's name.
                throw Errno.noSuchFileOrDirectory
            }
        }
    }

    /// What is in a directory.
    public func list(_ path: String) throws(CallFailure) -> [DirectoryEntry] {
        try Self.failing(.list, path) {
            try Directory.entries(path).map {
                DirectoryEntry($0.name, DirectoryEntry.Kind($0.type))
            }
        }
    }

    /// stat(2).
    public func status(_ path: String) throws(CallFailure) -> FileStatus {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            throw CallFailure(.status, path, ErrorNumber(rawValue: errno))
        }
        return FileStatus(status)
    }

    /// Opens a block device exclusively, for reading, without waiting for a medium.
    public func claim(_ path: String, _ number: DeviceNumber) throws(CallFailure) -> Handle {
        let descriptor = unsafe Glibc.open(
            path, O_RDONLY | O_EXCL | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CallFailure(.claim, path, ErrorNumber(rawValue: errno))
        }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, FileStatus(status).device == number else {
            _ = Glibc.close(descriptor)
            throw CallFailure(.claim, path, .stale)
        }
        return Handle(descriptor, path)
    }

    /// Writes to an attribute; sysfs takes it in one call or not at all.
    public func write(_ text: String, to path: String, yields: Bool) throws(CallFailure) {
        try Self.failing(.write, path) {
            let file = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.closeOnExec, .noFollow])
            defer { try? file.close() }
            var bounded = BoundedWrite { yields && self.heldSignal != nil }
            if path.hasSuffix("/bind") { bounded.limit = BoundedWrite.bindLimit }
            try bounded.write(Array(text.utf8), to: file)
        }
    }

    /// Makes a directory, 0700; one that is there must be root's and closed to others.
    public func makeDirectory(_ path: String) throws(CallFailure) {
        if unsafe mkdir(path, 0o700) == 0 { return }
        let error = errno
        guard error == EEXIST else {
            throw CallFailure(.makeDirectory, path, ErrorNumber(rawValue: error))
        }
        try Self.checkDirectory(path, .makeDirectory)
    }

    /// lstat(2), so that a link is one.
    public func checkDirectory(_ path: String) throws(CallFailure) {
        try Self.checkDirectory(path, .checkDirectory)
    }

    private static func checkDirectory(_ path: String, _ call: Call) throws(CallFailure) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            throw CallFailure(call, path, ErrorNumber(rawValue: errno))
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw CallFailure(call, path, .notDirectory)
        }
        guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            throw CallFailure(call, path + ", which others can reach", .notPermitted)
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
        guard unsafe fstat(file.number, &held) == 0 else {
            throw CallFailure(.lock, file.name, ErrorNumber(rawValue: errno))
        }
        // A pipe in the place of a record would be read for ever.
        guard held.st_mode & S_IFMT == S_IFREG else {
            throw CallFailure(.lock, file.name, .invalid)
        }
        guard held.st_uid == geteuid(), held.st_mode & 0o022 == 0 else {
            throw CallFailure(.lock, file.name + ", which others can write", .notPermitted)
        }
        if unsafe lstat(file.name, &there) != 0, errno != ENOENT {
            throw CallFailure(.lock, file.name, ErrorNumber(rawValue: errno))
        }
        guard held.st_dev == there.st_dev, held.st_ino == there.st_ino else {
            throw CallFailure(.lock, file.name, .stale)
        }
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

extension FileStatus {
    /// What stat(2) filled in.
    fileprivate init(_ status: stat) {
        let device: DeviceNumber? =
            switch status.st_mode & S_IFMT {
            case S_IFBLK: DeviceNumber(.block, status.st_rdev)
            case S_IFCHR: DeviceNumber(.character, status.st_rdev)
            default: nil
            }
        self.init(device: device, fileSystem: DeviceNumber(.block, status.st_dev))
    }
}

extension DeviceNumber {
    /// makedev(3) the other way round; the macros of <sys/sysmacros.h> are not imported.
    fileprivate init(_ kind: Kind, _ number: dev_t) {
        self.init(
            kind, UInt32((number >> 8) & 0xfff | (number >> 32) & 0xffff_f000),
            UInt32(number & 0xff | (number >> 12) & 0xffff_ff00))
    }
}

extension DirectoryEntry.Kind {
    /// The kind of a `DT_` constant.
    fileprivate init(_ type: Int32) {
        switch type {
        case Int32(DT_DIR): self = .directory
        case Int32(DT_LNK): self = .link
        default: self = .other
        }
    }
}
