import PCISnapshot

/// A line of a trial's notes: a word, then KEY=VALUE.
///
/// What has no sign goes on with the value before it: the name of a driver may hold a blank.
struct Record {
    /// What was done.
    let word: String
    /// What follows the word, as it is.
    let rest: Substring
    private let values: [Substring: Substring]

    /// Why a line cannot be judged.
    struct Problem: Error, Equatable, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }

    init(_ line: Substring) throws(Problem) {
        let parts = line.fields(" ").filter { !$0.isEmpty }
        guard let first = parts.first else { throw Problem("an empty line") }
        word = String(first)
        rest = line.dropFirst(first.count)
        var values: [Substring: Substring] = [:]
        var last: Substring?
        for part in parts.dropFirst() {
            let key = part.prefix { $0 != "=" }
            if key.count == part.count {
                guard let last else { throw Problem("\(part) has no value") }
                values[last]? += " " + part
                continue
            }
            guard values.updateValue(part.dropFirst(key.count + 1), forKey: key) == nil else {
                throw Problem("\(key) appears twice")
            }
            last = key
        }
        self.values = values
    }

    /// A value, nil where it is not noted.
    subscript(key: Substring) -> Substring? { values[key] }

    /// A value that such a record always has.
    func value(_ key: Substring) throws(Problem) -> Substring {
        guard let value = values[key] else { throw Problem("\(key) is not noted") }
        return value
    }

    /// A number.
    func number(_ key: Substring) throws(Problem) -> Int {
        let text = try value(key)
        guard let number = Int(text) else { throw Problem("\(key)=\(text) is no number") }
        return number
    }

    /// A value that is yes or no, or another word where neither could be told.
    func isYes(_ key: Substring) throws(Problem) -> Bool { try value(key) == "yes" }

    /// How the program ended; nil for an end that it does not have.
    func status(_ key: Substring) throws(Problem) -> ExitStatus? {
        ExitStatus(rawValue: String(try value(key)))
    }

    /// How a run ended whose last words are noted behind a comma.
    func answer(_ key: Substring) throws(Problem) -> Answer { Answer(try value(key)) }
}

extension Record.Problem {
    /// A word that the trial does not have.
    static func unknownWord(_ record: Record) -> Self { Self("no such word: \(record.word)") }
}
