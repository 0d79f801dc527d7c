import Glibc

/// What a program that runs as root sees to before it does anything else.
public enum Startup {
    /// The signals that the language's runtime handles to print a backtrace.
    private static let crashes = [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP]

    /// Lets the kernel end a crashing program, as it ends one in C.
    ///
    /// The runtime would start a program named `swift-backtrace`, which it looks for beside the
    /// name that this one was called by. Found through PATH that name has no directory, and the
    /// backtracer is taken from the working directory: a stranger's, run as root.
    public static func disableBacktracer() {
        for number in crashes {
            var action = sigaction()
            // One that the parent process had ignored stays so.
            guard unsafe sigaction(number, nil, &action) == 0, action.sa_flags & SA_SIGINFO != 0
            else { continue }
            var plain = sigaction()
            unsafe sigaction(number, &plain, nil)
        }
    }

    /// Opens /dev/null for each standard stream that is closed; false when it cannot.
    ///
    /// Else the first file that is opened gets its number, and what is printed goes into it:
    /// into a device's BAR, if that file is the device. Standard output cannot be written to
    /// afterwards, as before: what is printed is not lost without a word.
    public static func fillStandardStreams() -> Bool {
        for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
            let access = number == STDOUT_FILENO ? O_RDONLY : O_RDWR
            // Numbers are given in order, so this one is the lowest that is free.
            guard unsafe open("/dev/null", access) == number else { return false }
        }
        return true
    }
}
