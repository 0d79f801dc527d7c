import Glibc
import SystemPackage

/// What a directory holds, every error checked: a list cut short makes what is there look absent.
enum Directory {
    /// More names than any directory of a system has; what goes on beyond never ends.
    static let mostEntries = 1 << 20

    /// A name, and what kind of thing it is.
    struct Entry: Equatable {
        let name: String
        /// A `DT_` constant of <dirent.h>; not all file systems tell.
        let type: Int32

        /// Whether the file system says that it is a file or a directory.
        var isPlain: Bool { type == Int32(DT_REG) || type == Int32(DT_DIR) }
    }

    /// The entries, without `.` and `..`, in the file system's order.
    ///
    /// - Throws: `SystemFailure`; with `Errno.overflow` beyond the limit.
    static func entries(_ path: String, atMost limit: Int = mostEntries)
        throws(SystemFailure) -> [Entry]
    {
        guard let stream = unsafe opendir(path) else { throw failure(path) }
        defer { unsafe closedir(stream) }
        var entries: [Entry] = []
        while true {
            // readdir(3) tells the end from an error by errno alone.
            Glibc.errno = 0
            guard let next = unsafe readdir(stream) else { break }
            let entry = unsafe Entry(next.pointee)
            if entry.name == "." || entry.name == ".." { continue }
            guard entries.count < limit else { throw SystemFailure("readdir", path, .overflow) }
            entries.append(entry)
        }
        guard errno == 0 else { throw failure(path) }
        return entries
    }

    private static func failure(_ path: String) -> SystemFailure {
        SystemFailure("readdir", path, Errno(rawValue: errno))
    }
}

extension Directory.Entry {
    fileprivate init(_ entry: dirent) {
        type = Int32(entry.d_type)
        name = unsafe withUnsafeBytes(of: entry.d_name) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
