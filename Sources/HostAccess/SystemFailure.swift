public import SystemPackage

/// A system call that failed: which one, on what, and why.
public struct SystemFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The call or library function.
    public let operation: String
    /// The file or device.
    public let object: String
    /// The kernel's word.
    public let errno: Errno
    /// What is said in the place of the kernel's word, where it was not the kernel that refused.
    private let reason: String?

    init(_ operation: String, _ object: String, _ errno: Errno, _ reason: String? = nil) {
        self.operation = operation
        self.object = object
        self.errno = errno
        self.reason = reason
    }

    /// One line: operation, object, error.
    public var description: String { "\(operation) \(object): \(reason ?? "\(errno)")" }

    /// The call's result, or its error with the operation's name.
    static func naming<Result>(
        _ operation: String, _ object: String, _ body: () throws -> Result
    ) throws(SystemFailure) -> Result {
        do {
            return try body()
        } catch let errno as Errno {
            throw SystemFailure(operation, object, errno)
        } catch {
            // swift-system throws nothing else.
            throw SystemFailure(operation, object, .ioError)
        }
    }
}
