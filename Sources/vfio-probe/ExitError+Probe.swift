import LiveProbe
import Printing

extension ExitError {
    static let unavailable: Int32 = 69
    static let refused: Int32 = 78

    /// A probe that could not be done; the next thing to type on a line of its own.
    init(_ failure: ProbeFailure) {
        status =
            switch failure.kind {
            case .failed: Self.failed
            case .unavailable: Self.unavailable
            case .refused: Self.refused
            case .denied: Self.needsRoot
            // As a shell tells it of a program that the signal ended; there are 64 signals.
            case .interrupted(let signal): 128 + signal
            }
        message = "\(failure.text)\(failure.next.map { "\n  next: \($0)" as SafeText } ?? "")"
    }
}
