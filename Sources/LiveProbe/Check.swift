public import MappingPolicy

/// One trial of what a plan says, on the open device.
public struct Check: Equatable, Sendable {
    /// What was tried.
    public enum Kind: String, Sendable {
        /// To map a recommended run.
        case map = "mmap"
        /// To map what the kernel refuses.
        case refusal = "mmap refused"
        /// To export a run as a dma-buf.
        case export = "dma-buf"
        /// To read a word of the first and last page of a run.
        case touch = "read"
    }

    /// What came out.
    public enum Outcome: Equatable, Sendable {
        /// As the plan says.
        case confirmed
        /// The kernel refused what the plan recommends, or refused for another reason.
        case refused(ErrorNumber)
        /// The kernel allowed what should be refused.
        case allowed
        /// Not tried, and why.
        case notTried(String)
    }

    /// What was tried.
    public let kind: Kind
    /// The BAR.
    public let bar: Int
    /// The bytes of the BAR.
    public let range: ByteRange
    /// What came out.
    public let outcome: Outcome

    /// A trial with its outcome.
    public init(_ kind: Kind, bar: Int, _ range: ByteRange, _ outcome: Outcome) {
        self.kind = kind
        self.bar = bar
        self.range = range
        self.outcome = outcome
    }

    /// Whether the kernel contradicts the plan.
    public var isContradiction: Bool {
        switch outcome {
        case .confirmed, .notTried: false
        case .refused, .allowed: true
        }
    }
}
