/// A source that cannot deliver at all; what concerns one device is a `ReadError` of that device.
public enum SourceFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// A file or directory that should be there is not; the text names it.
    case missing(String)
    /// A file does not hold what it should; the text names the file, the place, the expectation.
    case malformed(String)
    /// A system or library call failed; the text names the call, the object, the error.
    case failed(String)
    /// The caller is not privileged enough; the text says for what.
    case denied(String)

    /// One sentence for a person.
    public var description: String {
        switch self {
        case .missing(let text), .malformed(let text), .failed(let text), .denied(let text): text
        }
    }
}
