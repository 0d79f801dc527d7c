public import PCIDecoding
public import PCISnapshot

/// Something that a person should know about a plan.
public struct Finding: Equatable, Sendable {
    /// How much it matters.
    public enum Severity: UInt8, Comparable, Sendable {
        /// Good to know; nothing is wrong.
        case info
        /// Performance or certainty is lost.
        case warning
        /// The device, the driver or the input is wrong, or too little is known to decide.
        case error

        /// The severity as plans name it.
        public var name: String {
            switch self {
            case .info: "info"
            case .warning: "warning"
            case .error: "error"
            }
        }

        /// Order of weight.
        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// What else belongs to it; the words are made from it when somebody reads them.
    public enum Detail: Equatable, Sendable {
        /// The rule says it all.
        case none
        /// What the decoder found.
        case problem(DeviceProblem)
        /// Why something is not known.
        case reason(String)
        /// An MSI-X structure: the BAR indicator and offset that the device gives.
        case place(bar: Int, offset: UInt64)
        /// Two sizes: what was told, and what it was compared with.
        case sizes(told: UInt64, expected: UInt64)
        /// Ranges of an interface report, by their place in it.
        case ranges([Int])
        /// Who is in the way.
        case neighbor(BusAddress)
        /// What is wrong with a region's reply.
        case reply(DecodeError)
    }

    /// What it is about.
    public let rule: Rule
    /// How much it matters.
    public let severity: Severity
    /// The BAR, nil when it is about the device.
    public let bar: Int?
    /// The bytes of that BAR, nil when it is about all of it.
    public let range: ByteRange?
    /// What else belongs to it.
    public let detail: Detail

    /// A finding.
    public init(
        _ rule: Rule, _ severity: Severity, bar: Int? = nil, range: ByteRange? = nil,
        _ detail: Detail = .none
    ) {
        self.rule = rule
        self.severity = severity
        self.bar = bar
        self.range = range
        self.detail = detail
    }
}
