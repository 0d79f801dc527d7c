/// What an answer rests on, as the plan names it.
public enum Evidence: String, Sendable {
    /// Predicted from sysfs (this machine's or a recorded tree's).
    case sysfs
    /// Predicted from a snapshot file.
    case mock
}
