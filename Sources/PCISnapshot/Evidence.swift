/// What a prediction rests on, as plans name it.
public enum Evidence: String, CaseIterable, Sendable {
    /// Predicted from sysfs (this machine's or a recorded tree's).
    case sysfs
    /// Predicted from a snapshot file.
    case snapshot
}
