import Glibc
import SystemPackage

/// A file under another name, until it is whole and takes its place.
struct Replacement {
    private let path: String
    /// The name that it has until then, in the same directory; nobody can guess it.
    let temporary: String

    init(_ path: String) {
        self.path = path
        temporary = path + "." + String(UInt64.random(in: 0 ... .max), radix: 36)
    }

    /// Takes the place; rename(2) does not follow a link that has come there meanwhile.
    func commit() throws(SystemFailure) {
        guard unsafe rename(temporary, path) != 0 else { return }
        throw SystemFailure("rename", path, Errno(rawValue: errno))
    }

    /// Removes what was not finished.
    func discard() { _ = unsafe unlink(temporary) }
}

/// What a name stands for, links not followed, and whether it may be written to.
enum OutputPlace {
    /// A new file takes the name: nothing is there, or a file of the caller's, whose permissions
    /// it gets.
    case file(FilePermissions)
    /// A character device, `/dev/null` or a terminal, which is opened as it is.
    case device

    /// - Throws: `SystemFailure` for what would give the output to somebody else, or never take it.
    init(_ path: String) throws(SystemFailure) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            guard errno == ENOENT else {
                throw SystemFailure("create", path, Errno(rawValue: errno))
            }
            // What root alone may read of a device is not for everybody afterwards.
            self = .file([.ownerReadWrite])
            return
        }
        try self.init(path, status)
    }

    private init(_ path: String, _ status: stat) throws(SystemFailure) {
        switch status.st_mode & S_IFMT {
        case S_IFREG where status.st_uid == geteuid():
            self = .file(FilePermissions(rawValue: status.st_mode & 0o777))
        case S_IFREG:
            throw SystemFailure("create", path, .notPermitted, "there is a file of another user")
        // Only root makes these, and a terminal belongs to who sits at it.
        case S_IFCHR where status.st_uid == 0 || status.st_uid == geteuid(): self = .device
        case S_IFLNK: throw SystemFailure("create", path, .tooManySymbolicLinkLevels)
        case S_IFDIR: throw SystemFailure("create", path, .isDirectory)
        default: throw SystemFailure("create", path, .invalidArgument, "there is no regular file")
        }
    }

    /// Opens a device; not what took its name meanwhile.
    static func openDevice(_ path: String) throws(SystemFailure) -> FileDescriptor {
        // A pipe would wait here until somebody reads it.
        let file = try SystemFailure.naming("create", path) {
            try FileDescriptor.open(
                FilePath(path), .writeOnly,
                options: [
                    .noFollow, .closeOnExec, .nonBlocking,
                    FileDescriptor.OpenOptions(rawValue: O_NOCTTY),
                ])
        }
        do throws(SystemFailure) {
            var status = stat()
            guard unsafe fstat(file.rawValue, &status) == 0,
                fcntl(file.rawValue, F_SETFL, O_WRONLY) == 0
            else { throw SystemFailure("create", path, Errno(rawValue: errno)) }
            guard case .device = try OutputPlace(path, status) else {
                throw SystemFailure("create", path, .invalidArgument, "was replaced meanwhile")
            }
            return file
        } catch {
            try? file.close()
            throw error
        }
    }
}
