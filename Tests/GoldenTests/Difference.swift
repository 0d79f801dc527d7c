/// The first lines in which two texts differ.
enum Difference {
    /// As many pairs of lines as are shown.
    private static let most = 5
    /// Characters of a line that are shown, from a little before the difference.
    private static let width = 120

    /// A few lines for a person; nil where the texts are the same.
    static func between(recorded: String, now: String) -> String? {
        // Bytes, not characters: two spellings of one character are different output.
        if Array(recorded.utf8) == Array(now.utf8) { return nil }
        let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
        let new = now.split(separator: "\n", omittingEmptySubsequences: false)
        let different = (0..<max(old.count, new.count)).filter {
            line($0, of: old).map { Array($0.utf8) } != line($0, of: new).map { Array($0.utf8) }
        }
        let shown = different.prefix(most).map { number in
            pair(line(number, of: old), line(number, of: new), number + 1)
        }
        return "\(different.count) of \(new.count) lines differ from the golden file\n"
            + shown.joined(separator: "\n")
    }

    private static func line(_ number: Int, of lines: [Substring]) -> Substring? {
        lines.indices.contains(number) ? lines[number] : nil
    }

    private static func pair(_ old: Substring?, _ new: Substring?, _ number: Int) -> String {
        let same = zip(old ?? "", new ?? "").prefix { $0 == $1 }.count
        let start = max(same - width / 4, 0)
        func shown(_ line: Substring?) -> String {
            guard let line else { return "(no such line)" }
            return (start > 0 ? "…" : "") + String(line.dropFirst(start).prefix(width))
        }
        return "line \(number), column \(same + 1)\n  - \(shown(old))\n  + \(shown(new))"
    }
}
