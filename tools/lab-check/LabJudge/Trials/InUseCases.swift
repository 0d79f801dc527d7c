/// Devices in use: cases of trials/in-use-cases, each with records of its own between `case` and
/// `done`.
struct InUseCases: TrialRules {
    /// The case that is being read.
    private var name: Substring = ""
    /// Whether it has had a record with an outcome.
    private var hasOutcome = false
    /// The last case that could not be set up.
    private var skipped: Substring?
    private var cases = 0
    private var milliseconds = 0

    mutating func judge(_ record: Record, _ scene: Scene) throws(Record.Problem) -> Ruling? {
        switch record.word {
        case "case":
            name = try record.value("name")
            hasOutcome = false
            return nil
        case "skip":
            skipped = try record.value("case")
            return nil
        case "done": return try done(record)
        default:
            let rule = try InUseOutcome(record)
            hasOutcome = true
            var ruling = Ruling("\(name):\(record.word)")
            try rule.judge(record, scene, &ruling)
            return ruling
        }
    }

    private mutating func done(_ record: Record) throws(Record.Problem) -> Ruling {
        let ended = try record.value("name")
        var ruling = Ruling(record.word)
        ruling.need(hasOutcome || skipped == ended, "case \(ended) has no outcome")
        ruling.need(try record.status("status") != .hung, "case \(ended) ends")
        cases += 1
        milliseconds += try record.number("milliseconds")
        return ruling
    }

    func purpose(rounds: Int) -> Purpose { Purpose(cases > 0, "cases") }

    var summary: String { "\(cases) cases in \(milliseconds / 1000) seconds" }
}
