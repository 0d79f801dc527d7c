/// A probe that could not be done: what failed, why, and what to type next.
public struct ProbeFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of end it is; each has an exit status of its own.
    public enum Kind: Equatable, Sendable {
        /// A system call failed where the program had done its part.
        case failed
        /// VFIO, or a part of it, is not there.
        case unavailable
        /// The device is in use, and by whom is told.
        case refused
        /// The caller is not privileged.
        case denied
        /// A signal asked for the end.
        case interrupted(Int32)
    }

    /// What kind of end it is.
    public let kind: Kind
    /// What failed and why.
    public let text: String
    /// The next command to type, or the next thing to do; nil when there is none.
    public let next: String?
    /// The call behind it, nil when no call failed.
    public let cause: CallFailure?

    /// A failure, memberwise.
    public init(_ kind: Kind, _ text: String, next: String? = nil, cause: CallFailure? = nil) {
        self.kind = kind
        self.text = text
        self.next = next
        self.cause = cause
    }

    /// A call that failed, with nothing more to say.
    init(_ cause: CallFailure) { self.init(.failed, cause.description, cause: cause) }

    /// What failed and why; the next step on a line of its own.
    public var description: String {
        next.map { "\(text)\n  next: \($0)" } ?? text
    }

    /// The same with something that also went wrong.
    func adding(_ other: ProbeFailure) -> ProbeFailure {
        ProbeFailure(
            kind, "\(text); and then: \(other.text)", next: other.next ?? next, cause: cause)
    }
}

/// A call's result; its failure, where nothing more is to be said, ends the probe.
func asProbeFailure<Value>(_ call: @autoclosure () throws(CallFailure) -> Value)
    throws(ProbeFailure) -> Value
{
    do {
        return try call()
    } catch {
        throw ProbeFailure(error)
    }
}
