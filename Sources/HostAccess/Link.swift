import Glibc
import SystemPackage

/// Symbolic links, read without following: a recorded tree's lead nowhere.
enum Link {
    /// Longer than any path that the kernel takes (PATH_MAX).
    private static let longestTarget = 4097

    /// Where a link leads, as it is written there.
    ///
    /// - Throws: `SystemFailure`; with `Errno.invalidArgument` for what is no link.
    static func target(_ path: String) throws(SystemFailure) -> String {
        var text = ""
        let error = unsafe withUnsafeTemporaryAllocation(
            of: CChar.self, capacity: longestTarget
        ) { buffer -> CInt in
            guard let base = buffer.baseAddress else { return ENOMEM }
            let count = unsafe readlink(path, base, buffer.count)
            if count < 0 { return Glibc.errno }
            // A target that fills the buffer may have been cut.
            if count == buffer.count { return ENAMETOOLONG }
            unsafe text = String(
                decoding: buffer[..<count].lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
            return 0
        }
        if error != 0 { throw SystemFailure("readlink", path, Errno(rawValue: error)) }
        return text
    }
}
