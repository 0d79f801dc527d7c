/// One line of what the judge has to say; tools/lab/test counts them by their first words.
public enum Line: Equatable, Sendable, CustomStringConvertible {
    /// A check that holds, by its name.
    case ok(String)
    /// One that does not, by its name and what was found instead.
    case notOK(String)
    /// What could not be tried, and why.
    case skip(String)
    /// A figure or a word for the person who reads the sums; says nothing for or against.
    case note(String)

    /// The line as it is printed.
    public var description: String {
        switch self {
        case .ok(let text): "ok \(text)"
        case .notOK(let text): "not ok \(text)"
        case .skip(let text): "skip \(text)"
        case .note(let text): "note \(text)"
        }
    }

    /// Whether it is a check that does not hold.
    public var isFailure: Bool { if case .notOK = self { true } else { false } }

    /// A check of two values that have to be the same.
    static func compare(_ title: String, _ actual: String?, _ expected: String?) -> Line {
        actual == expected
            ? .ok(title)
            : .notOK("\(title): \(actual ?? "nothing") instead of \(expected ?? "nothing")")
    }

    /// A check of two lists that have to be the same.
    static func compare<Value: Equatable & CustomStringConvertible>(
        _ title: String, _ actual: [Value], _ expected: [Value]
    ) -> Line {
        actual == expected
            ? .ok(title)
            : .notOK("\(title): \(words(actual)) instead of \(words(expected))")
    }

    /// A check that found so many things wrong; the first three are told.
    static func none(_ title: String, of wrong: [String]) -> Line {
        wrong.isEmpty
            ? .ok(title) : .notOK("\(title): \(wrong.prefix(3).joined(separator: "; "))")
    }

    private static func words(_ values: [some CustomStringConvertible]) -> String {
        values.isEmpty ? "nothing" : values.map(\.description).joined(separator: ", ")
    }
}
