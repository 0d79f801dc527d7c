/// The kernel's fault injection: a page that it wants for a probe cannot be had.
struct Allocations: TrialRules {
    private var hits = 0
    private var ends = Ends()

    mutating func judge(_ record: Record, _ scene: Scene) throws(Record.Problem) -> Ruling? {
        // Where the kernel has no such thing, that is all that is noted.
        if record.word == "skip" { return nil }
        guard record.word == "allocation" else { throw .unknownWord(record) }
        var ruling = Ruling(record.word)
        try scene.needBack(record, &ruling)
        let status = try record.status("status")
        ruling.need([.done, .failed, .unavailable, .refused].contains(status), "status")
        ruling.need(try record.value("wrong") == "0", "the kernel is well")
        let kept = try record.value("kept")
        ruling.need(
            kept == Scene.nothingLeft || kept == "1/0/0" && status == .failed,
            "a record is kept only with status 1")
        ruling.need(try record.answer("restore").status == .done, "restore")
        if try record.number("to_go") == 0 { hits += 1 }
        ends.count(try record.value("status"))
        return ruling
    }

    func purpose(rounds: Int) -> Purpose { Purpose(hits > 0, "failures") }

    var summary: String { "\(hits) failures: \(ends)" }

    var summarizesSkipped: Bool { false }
}
