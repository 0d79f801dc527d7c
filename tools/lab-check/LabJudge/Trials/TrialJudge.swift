/// Judges the notes of one trial, line by line, and at the end what it was made for.
struct TrialJudge {
    private let trial: Trial
    private var rules: any TrialRules
    private var scene = Scene()
    private var hasSkipped = false

    init(_ trial: Trial) {
        self.trial = trial
        rules = trial.rules()
    }

    /// What there is to say to a line of the notes.
    mutating func judge(_ line: Substring) -> [Line] {
        // Words for people, quoted from another tool.
        if line.utf8.first == UInt8(ascii: "#") { return [.note(String(line))] }
        do {
            let record = try Record(line)
            if record.word == "skip" {
                hasSkipped = true
                _ = try rules.judge(record, scene)
                return [.skip(String(try record.value("reason")))]
            }
            guard let ruling = try judge(record) else { return [] }
            if ruling.complaints.isEmpty { return [.ok(ruling.title)] }
            let complaints = ruling.complaints.joined(separator: ", ")
            return [.notOK("\(complaints): \(ruling.title)\(record.rest)")]
        } catch {
            return [.notOK("\(trial.rawValue): \(error): \(line)")]
        }
    }

    /// The words that all trials have; the others are the trial's own.
    private mutating func judge(_ record: Record) throws(Record.Problem) -> Ruling? {
        var ruling = Ruling(record.word)
        switch record.word {
        case "before":
            scene.before = try record.value("state")
            ruling.need(try record.value("left") == Scene.nothingLeft, "a clean start")
        // How long an undisturbed run takes.
        case "clean": return nil
        case "after": try scene.needBack(record, &ruling)
        case "died": ruling.need(false, "the trial itself")
        case "mate": scene.mate = try record.value("state")
        default: return try rules.judge(record, scene)
        }
        return ruling
    }

    /// What is left to say behind the last line.
    func end(rounds: Int) -> [Line] {
        let purpose = rules.purpose(rounds: rounds)
        var lines: [Line] = []
        if !purpose.happened, !hasSkipped {
            lines.append(.notOK("nothing was tried: \(purpose.words)"))
        }
        if !hasSkipped || rules.summarizesSkipped { lines.append(.note(rules.summary)) }
        return lines
    }
}
