import ArgumentParser
import MappingPolicy

/// `--rule [NAME]`: the rules that are explained, by the names that plans give them.
struct RuleChoice {
    /// One rule, or all of them for a lone `--rule`.
    let rules: [RuleDocumentation]
    /// Whether one was asked for, which is told in full.
    let isOne: Bool

    /// The value that stands for a lone `--rule`.
    static let asking = "?"
    /// No name is as long; what is much longer is near to none.
    private static let longest = 64

    init(_ name: String) throws {
        isOne = name != Self.asking
        rules =
            isOne ? RuleDocumentation.all.filter { $0.rule.name == name } : RuleDocumentation.all
        if rules.isEmpty {
            throw ValidationError("unknown rule '\(name)'" + Self.hint(name))
        }
    }

    private static func hint(_ name: String) -> String {
        guard name.count <= longest else { return ": --rule alone lists them." }
        let near = nearest(to: name).joined(separator: ", ")
        return ": did you mean one of \(near)? --rule alone lists them."
    }

    /// Three names: those that hold what was typed first, then those that fewest edits make of it.
    private static func nearest(to name: String) -> [String] {
        let word = Array(name.utf8)
        let ranked = RuleDocumentation.all.map { rule in
            let holds = !name.isEmpty && rule.rule.name.contains(name)
            return (holds ? 0 : edits(word, Array(rule.rule.name.utf8)), rule.rule)
        }
        return ranked.sorted { $0 < $1 }.prefix(3).map(\.1.name)
    }

    /// How many bytes have to be changed, added or left out to make one word of another.
    private static func edits(_ from: [UInt8], _ to: [UInt8]) -> Int {
        var row = Array(0...to.count)
        for (index, byte) in from.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (place, other) in to.enumerated() {
                let replaced = diagonal + (byte == other ? 0 : 1)
                diagonal = row[place + 1]
                row[place + 1] = min(replaced, diagonal + 1, row[place] + 1)
            }
        }
        return row[to.count]
    }
}
