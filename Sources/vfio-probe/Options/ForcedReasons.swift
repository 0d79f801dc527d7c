import ArgumentParser
import LiveProbe

/// `--force[=REASON,...]`: which reasons against taking a device are overridden.
struct ForcedReasons: ExpressibleByArgument {
    /// The kinds; none for a lone `--force`, which only asks what there is to override.
    let kinds: Set<InUseReason.Kind>

    /// The value that stands for a lone `--force`.
    static let asking = "?"

    init?(argument: String) {
        guard argument != Self.asking else {
            kinds = []
            return
        }
        let words = argument.split(separator: ",", omittingEmptySubsequences: false)
        let kinds = words.compactMap { InUseReason.Kind(rawValue: String($0)) }
        guard kinds.count == words.count else { return nil }
        self.kinds = Set(kinds)
    }

    static var allValueStrings: [String] { InUseReason.Kind.allCases.map(\.rawValue) }
}
