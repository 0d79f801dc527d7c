import Glibc
import LiveProbe

/// Runs a program and waits for it.
enum Spawn {
    /// Nil when it succeeded; ENOENT when there is no such program, ENODEV when it failed.
    static func run(_ path: String, _ arguments: [String]) -> ErrorNumber? {
        var words: [UnsafeMutablePointer<CChar>?] = unsafe ([path] + arguments).map {
            unsafe strdup($0)
        }
        unsafe words.append(nil)
        defer {
            while let word = unsafe words.popLast() { unsafe free(word) }
        }
        var environment: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
        var process = pid_t()
        // Signals that wait here are not to wait there: it can be ended while it runs.
        var attributes = posix_spawnattr_t()
        var none = sigset_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let error = unsafe posix_spawn(&process, path, nil, &attributes, words, &environment)
        guard error == 0 else { return ErrorNumber(rawValue: error) }
        var status: CInt = 0
        while unsafe waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return ErrorNumber(rawValue: errno) }
        }
        return status == 0 ? nil : .noDevice
    }
}
