/// A run of bytes of one BAR with one class for one reason.
public struct Extent: Equatable, Sendable {
    /// Its bytes.
    public var range: ByteRange
    /// What may be done with them, and by which rule.
    public var verdict: Verdict
    /// For `page.shared`: the strongest verdict in the host page that is to blame.
    public var sharesWith: Verdict?

    /// An extent with a verdict.
    public init(_ range: ByteRange, _ verdict: Verdict, sharesWith: Verdict? = nil) {
        self.range = range
        self.verdict = verdict
        self.sharesWith = sharesWith
    }
}

extension [Extent] {
    /// Bytes of a class; the extents are those of one BAR, which has at most 2^63.
    func bytes(of wanted: MappingClass) -> UInt64 {
        reduce(0) { $1.verdict.mappingClass == wanted ? $0 + $1.range.count : $0 }
    }
}

/// A class and the rule that gives it.
///
/// The lesser verdict wins where two meet.
public struct Verdict: Equatable, Comparable, Sendable {
    /// What may be done.
    public let mappingClass: MappingClass
    /// Why.
    public let rule: Rule

    /// A verdict.
    public init(_ mappingClass: MappingClass, _ rule: Rule) {
        self.mappingClass = mappingClass
        self.rule = rule
    }

    /// Whether the bytes may be mapped.
    public var isDirect: Bool { mappingClass == .direct }

    /// Precedence: of the class first, of the rule where the class is the same.
    public static func < (left: Self, right: Self) -> Bool {
        (left.mappingClass, left.rule) < (right.mappingClass, right.rule)
    }
}
