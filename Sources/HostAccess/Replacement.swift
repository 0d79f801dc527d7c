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

/// What a name stands for, links not followed.
struct FileMode {
    /// Whether a new file may take the place: nothing is there, or a file.
    let isReplaceable: Bool
    /// The permissions of the file that is there, or of a new one.
    let permissions: FilePermissions

    init(_ path: String) throws(Errno) {
        var status = stat()
        if unsafe lstat(path, &status) == 0 {
            isReplaceable = status.st_mode & S_IFMT == S_IFREG
            permissions = FilePermissions(rawValue: status.st_mode & 0o777)
        } else if errno == ENOENT {
            isReplaceable = true
            // What root alone may read of a device is not for everybody afterwards.
            permissions = [.ownerReadWrite]
        } else {
            throw Errno(rawValue: errno)
        }
    }
}
