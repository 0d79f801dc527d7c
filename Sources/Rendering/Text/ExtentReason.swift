public import MappingPolicy

extension Extent {
    /// Why the extent has its class, in a few words.
    public var reason: String {
        guard let blame = sharesWith else { return verdict.rule.reason }
        return "shares a page with: \(blame.rule.reason)"
    }
}
