/// A part of a device that a source could not deliver, and why.
public struct ReadError: Equatable, Sendable, CustomStringConvertible {
    /// What is missing.
    public enum Part: String, Sendable {
        /// What the kernel tells of it: vendor, device, class, driver, IOMMU group, TSM.
        case identity
        /// Configuration space, or the part of it beyond what `config` holds.
        case config
        /// The resource list.
        case resources
    }

    /// Why it is missing.
    public enum Reason: String, Sendable {
        /// The device is in D3cold, and reading would wake it.
        case asleep
        /// The caller is not privileged; the kernel shows 64 bytes.
        case denied
        /// A file is there but does not hold what it should.
        case malformed
        /// The system said no; the text has its words.
        case failed
    }

    /// What is missing.
    public var part: Part
    /// Why it is missing.
    public var reason: Reason
    /// One line for a person: the file or call, and the system's words.
    public var text: String

    /// A read error, memberwise.
    public init(_ part: Part, _ reason: Reason, _ text: String) {
        self.part = part
        self.reason = reason
        self.text = text
    }

    /// The one line.
    public var description: String { text }
}
