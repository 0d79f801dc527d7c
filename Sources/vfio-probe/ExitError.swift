import HostAccess
import PCISnapshot
import Printing
import SystemPackage

/// How a command ends when it does not simply succeed; the statuses are those of the README.
struct ExitError: Error {
    let status: Int32
    let message: SafeText?

    static let failed: Int32 = 1
    static let checkFailed: Int32 = 3
    static let usage: Int32 = 64
    static let malformedInput: Int32 = 65
    static let noSuchThing: Int32 = 66
    static let cannotCreate: Int32 = 73
    static let needsRoot: Int32 = 77

    init(_ status: Int32, _ message: SafeText? = nil) {
        self.status = status
        self.message = message
    }

    init(_ failure: SourceFailure) {
        switch failure {
        case .missing(let text): self.init(Self.noSuchThing, SafeText(text))
        case .malformed(let text): self.init(Self.malformedInput, SafeText(text))
        case .failed(let text): self.init(Self.failed, SafeText(text))
        case .denied(let text): self.init(Self.needsRoot, SafeText(text))
        }
    }

    /// A file that was to be read, up to so many bytes.
    init(reading failure: SystemFailure, upTo limit: Int) {
        switch failure.errno {
        case .noSuchFileOrDirectory, .notDirectory, .isDirectory:
            self.init(Self.noSuchThing, "\(failure)")
        case .permissionDenied, .notPermitted: self.init(Self.needsRoot, "\(failure)")
        case .fileTooLarge:
            self.init(
                Self.malformedInput, "\(failure.object): expected at most \(limit) bytes")
        default: self.init(Self.failed, "\(failure)")
        }
    }

    /// Data that was to be written.
    ///
    /// Whoever closed the pipe has seen enough: that is no failure.
    init(writing failure: SystemFailure, to status: Int32) {
        if failure.errno == .brokenPipe {
            self.init(0)
        } else {
            self.init(status, "\(failure)")
        }
    }
}
