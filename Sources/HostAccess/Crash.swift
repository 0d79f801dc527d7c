import Glibc

/// What happens when the program crashes.
public enum Crash {
    /// The signals that the language's runtime handles to print a backtrace.
    private static let signals = [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP]

    /// Lets the kernel end the program, as it ends one in C.
    ///
    /// The runtime would start a program named `swift-backtrace`, which it looks for beside the
    /// name that this one was called by. Found through PATH that name has no directory, and the
    /// backtracer is taken from the working directory: a stranger's, run as root.
    public static func endsPlainly() {
        for number in signals {
            var action = sigaction()
            // One that the parent process had ignored stays so.
            guard unsafe sigaction(number, nil, &action) == 0,
                action.sa_flags & SA_SIGINFO != 0
            else { continue }
            var plain = sigaction()
            unsafe sigaction(number, &plain, nil)
        }
    }
}
