import CProbeShims
import Glibc
public import LiveProbe

/// The running kernel, as a probe asks it.
///
/// Each function is one call; a class, because descriptors and held signals are the process'.
public final class HostKernel: ProbeKernel {
    private var signalsBefore: sigset_t?

    /// Every signal that can be held and would end the program: all but those of its own
    /// mistakes, those that end nothing, and those that stop it for a while.
    private static let ending: [Int32] = {
        let others = [
            SIGKILL, SIGSTOP, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS, SIGCHLD, SIGCONT,
            SIGURG, SIGWINCH, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE,
        ]
        return (1...64).filter { !others.contains($0) }
    }()

    /// The kernel of this machine.
    public init() {}

    /// Whether the caller has all privileges.
    public var isRoot: Bool { Kernel.isRoot }

    /// CLOCK_MONOTONIC, which never goes back, so that differences are no trap; 0 always where a
    /// sandbox forbids the call.
    public var nanoseconds: UInt64 {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_MONOTONIC, &time) == 0 else { return 0 }
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Blocks the signals that end a program; they stay pending.
    public func holdSignals() {
        var held = sigset_t()
        var before = sigset_t()
        unsafe sigemptyset(&held)
        // Stopped, it would keep the device for as long.
        for signal in Self.ending + [SIGPIPE, SIGTSTP] { unsafe sigaddset(&held, signal) }
        guard unsafe pthread_sigmask(SIG_BLOCK, &held, &before) == 0 else { return }
        _ = cprobe_hold_inner_signals()
        if signalsBefore == nil { signalsBefore = before }
    }

    /// The first of them that is pending, those aside that are ignored, as nohup(1) has it.
    public var heldSignal: Int32? {
        var pending = sigset_t()
        guard unsafe sigpending(&pending) == 0 else { return nil }
        return Self.ending.first {
            unsafe sigismember(&pending, $0) == 1 && !Self.isIgnored($0)
        }
    }

    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        guard unsafe sigaction(signal, nil, &action) == 0 else { return false }
        // SIG_IGN is the number 1 in the place of a function.
        return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }

    /// Puts the mask back as it was.
    public func releaseSignals() {
        guard var before = signalsBefore else { return }
        signalsBefore = nil
        // What a closed pipe did while held is told by the write that failed.
        var none = timespec()
        var pipe = sigset_t()
        unsafe sigemptyset(&pipe)
        unsafe sigaddset(&pipe, SIGPIPE)
        _ = unsafe sigtimedwait(&pipe, nil, &none)
        unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
    }

    /// Runs modprobe, by its path and without an environment.
    public func loadModule(_ name: String) throws(CallFailure) {
        let errno = Spawn.run("/sbin/modprobe", ["-q", name])
        if let errno { throw CallFailure(.loadModule, name, errno) }
    }

    /// A call's value, or its error: the C side negates errno.
    static func value(_ result: CInt, _ call: Call, _ object: @autoclosure () -> String)
        throws(CallFailure) -> CInt
    {
        guard result < 0 else { return result }
        throw CallFailure(call, object(), ErrorNumber(rawValue: -result))
    }
}
