/// A system call's error number, with its name and words.
///
/// Source: include/uapi/asm-generic/errno-base.h and errno.h; the machines that VFIO runs on
/// share these numbers, and a test compares them with the C compiler's.
public struct ErrorNumber: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number.
    public let rawValue: Int32

    /// An error with a number, known or not.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// The error of a name such as `EBUSY`; nil for a name that is not in the table.
    public init?(name: String) {
        guard let entry = Self.table.first(where: { $0.name == name }) else { return nil }
        rawValue = entry.number
    }

    /// The name as C programs write it; nil for a number that is not in the table.
    public var name: String? { entry?.name }

    /// Name and words: `EBUSY (device or resource busy)`.
    public var description: String {
        entry.map { "\($0.name) (\($0.words))" } ?? "errno \(rawValue)"
    }

    /// EPERM.
    public static let notPermitted = Self(rawValue: 1)
    /// ENOENT.
    public static let noSuchFile = Self(rawValue: 2)
    /// ESRCH: the process has ended.
    public static let noSuchProcess = Self(rawValue: 3)
    /// EINTR.
    public static let interrupted = Self(rawValue: 4)
    /// EIO.
    public static let io = Self(rawValue: 5)
    /// EBADF.
    public static let badDescriptor = Self(rawValue: 9)
    /// EAGAIN.
    public static let again = Self(rawValue: 11)
    /// ENOMEM.
    public static let noMemory = Self(rawValue: 12)
    /// EACCES.
    public static let accessDenied = Self(rawValue: 13)
    /// EBUSY.
    public static let busy = Self(rawValue: 16)
    /// EEXIST.
    public static let exists = Self(rawValue: 17)
    /// ENODEV.
    public static let noDevice = Self(rawValue: 19)
    /// ENOTDIR.
    public static let notDirectory = Self(rawValue: 20)
    /// EINVAL.
    public static let invalid = Self(rawValue: 22)
    /// EROFS.
    public static let readOnly = Self(rawValue: 30)
    /// ENOTTY: the ioctl, or the feature, is not known.
    public static let notSupported = Self(rawValue: 25)
    /// ELOOP: a symbolic link where there should be none.
    public static let tooManyLinks = Self(rawValue: 40)
    /// EOVERFLOW: more of something than is understood.
    public static let overflow = Self(rawValue: 75)
    /// EOPNOTSUPP.
    public static let operationNotSupported = Self(rawValue: 95)

    /// ETIMEDOUT: the kernel did not come back from a call within the time that it is given.
    public static let timedOut = Self(rawValue: 110)
    /// ESTALE: the path leads to another file by now.
    public static let stale = Self(rawValue: 116)
    /// ENOMEDIUM: a drive without a disk in it.
    public static let noMedium = Self(rawValue: 123)

    /// Whether the process or the system had too little of something: memory, descriptors.
    public var isShortage: Bool {
        ["ENOMEM", "ENFILE", "EMFILE", "EAGAIN"].contains(name)
    }

    private var entry: Entry? { Self.table.first { $0.number == rawValue } }

    private typealias Entry = (number: Int32, name: String, words: String)

    /// Every error that the calls of a probe are documented to give.
    private static let table: [Entry] = [
        (1, "EPERM", "operation not permitted"),
        (2, "ENOENT", "no such file or directory"),
        (3, "ESRCH", "no such process"),
        (4, "EINTR", "interrupted system call"),
        (5, "EIO", "input/output error"),
        (6, "ENXIO", "no such device or address"),
        (7, "E2BIG", "argument list too long"),
        (8, "ENOEXEC", "not a program, or not a module of this kernel"),
        (9, "EBADF", "bad file descriptor"),
        (10, "ECHILD", "no child process"),
        (11, "EAGAIN", "try again"),
        (12, "ENOMEM", "out of memory"),
        (13, "EACCES", "permission denied"),
        (14, "EFAULT", "bad address"),
        (16, "EBUSY", "device or resource busy"),
        (17, "EEXIST", "file exists"),
        (19, "ENODEV", "no such device"),
        (20, "ENOTDIR", "not a directory"),
        (21, "EISDIR", "is a directory"),
        (22, "EINVAL", "invalid argument"),
        (23, "ENFILE", "too many open files in the system"),
        (24, "EMFILE", "too many open files"),
        (25, "ENOTTY", "not known to this device"),
        (27, "EFBIG", "file too large"),
        (28, "ENOSPC", "no space left"),
        (30, "EROFS", "read-only file system"),
        (34, "ERANGE", "out of range"),
        (36, "ENAMETOOLONG", "file name too long"),
        (37, "ENOLCK", "no locks left"),
        (38, "ENOSYS", "not implemented by this kernel"),
        (40, "ELOOP", "a symbolic link, or too many of them"),
        (62, "ETIME", "timer expired"),
        (75, "EOVERFLOW", "value too large"),
        (77, "EBADFD", "descriptor in a bad state"),
        (95, "EOPNOTSUPP", "operation not supported"),
        (110, "ETIMEDOUT", "timed out"),
        (116, "ESTALE", "stale file handle"),
        (122, "EDQUOT", "disk quota exceeded"),
        (123, "ENOMEDIUM", "no medium found"),
        (129, "EKEYREJECTED", "key was rejected"),
        // The kernel's own, which a driver's attribute may let out (include/linux/errno.h).
        (517, "EPROBE_DEFER", "the driver waits for another one"),
        (524, "ENOTSUPP", "operation not supported"),
    ]
}
