/// Every system call of a probe fails in turn, by tools/faults.
struct FailingCalls: TrialRules {
    private var records = 0
    private var injected = 0

    mutating func judge(_ record: Record, _ scene: Scene) throws(Record.Problem) -> Ruling? {
        guard record.word == "calls" else { throw .unknownWord(record) }
        var ruling = Ruling(record.word)
        try scene.needBack(record, &ruling)
        // The last words of tools/faults, which are no numbers where it tried nothing.
        let failures = Int(try record.value("injected")) ?? 0
        ruling.need(try record.value("unsound") == "0" && failures > 0, "every run is sound")
        records += 1
        injected += failures
        return ruling
    }

    func purpose(rounds: Int) -> Purpose { Purpose(records > 0, "failing calls") }

    var summary: String { "\(injected) calls failed" }
}
