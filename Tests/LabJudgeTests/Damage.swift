import Foundation
import LabJudge
import Testing

/// One error in one recorded file, and the words in which the judge has to tell it.
struct Damage: Sendable, CustomTestStringConvertible {
    /// What is done to the file's text.
    enum Change: Sendable {
        /// The first place of a text becomes another one.
        case first(String, String)
        /// So does every place of it.
        case every(String, String)
        /// A line more at the end.
        case appended(String)
        /// Nothing of it is left but this.
        case whole(String)
        /// It is gone.
        case missing
    }

    let question: Asked
    let file: String
    let change: Change
    let told: String

    var testDescription: String { "\(question.words): \(told)" }

    /// The recorded results with it.
    ///
    /// - Returns: nil where the text to be changed is not in the file: the damage is none.
    func results() throws -> RecordedResults? {
        let text = String(decoding: try RecordedResults.recorded(file), as: UTF8.self)
        let damaged: String? =
            switch change {
            case .first(let old, let new):
                text.range(of: old).map { text.replacingCharacters(in: $0, with: new) } ?? text
            case .every(let old, let new): text.replacingOccurrences(of: old, with: new)
            case .appended(let line): text + line + "\n"
            case .whole(let other): other
            case .missing: nil
            }
        return damaged == text ? nil : RecordedResults().with(file, damaged)
    }
}

/// A question about the recorded results.
enum Asked: String, CaseIterable {
    case reads = "0000:00:02.0 reads"
    case cdev = "0000:00:02.0 cdev +"
    case group = "0000:00:02.0 group +"
    case refused = "0000:00:14.1 cdev !"
    case kills = "0000:00:02.0 cdev kills 2"
    case signals = "0000:00:02.0 cdev signals 1"
    case races = "0000:00:02.0 cdev races 1"
    case mates = "0000:00:14.0 cdev mates 1"
    case removal = "0000:00:02.0 cdev removal 1"
    case allocations = "0000:00:02.0 cdev allocations 1"
    case calls = "0000:00:02.0 group calls 1"
    case inUse = "cases any in-use"

    var words: [String] { rawValue.split(separator: " ").map(String.init) }

    /// What the judge says.
    func lines(_ results: some ResultFiles) throws -> [Line] {
        Judge(results).answer(try Question(words))
    }

    /// A damage of one of its files.
    func damage(_ file: String, _ change: Damage.Change, _ told: String) -> Damage {
        Damage(question: self, file: file, change: change, told: told)
    }

    /// Damages of the notes of a trial.
    func damages(_ list: [(Damage.Change, String)]) -> [Damage] {
        let file = words.prefix(3).joined(separator: ".")
        return list.map { damage(file, $0.0, $0.1) }
    }
}
