/// The device is removed from the machine while a probe is at it, four times a round.
struct Removals: TrialRules {
    private var removals = 0
    private var waited = 0
    private var ends = Ends()

    mutating func judge(_ record: Record, _ scene: Scene) throws(Record.Problem) -> Ruling? {
        guard record.word == "removal" else { throw .unknownWord(record) }
        removals += 1
        var ruling = Ruling(record.word)
        try scene.needBack(record, &ruling)
        let status = try record.status("status")
        let said = try record.value("said")
        // Refused: its driver had been taken away, and its directory had not yet.
        let isDriverless = status == .refused && said.contains("_to_no_driver_meanwhile")
        ruling.need([.done, .failed, .noSuchThing].contains(status) || isDriverless, "status")
        ruling.need(
            status == .done || status == .refused || said.contains("gone")
                || said.contains("no_function"), "says that it has gone")
        let removed = try record.value("removed")
        let there = try record.value("there")
        ruling.need(removed == "0" && there == "no", "it was removed")
        let kept = try record.value("kept")
        ruling.need(kept == Scene.nothingLeft, "records/locks/processes kept: \(kept)")
        ruling.need(try record.answer("restore").status == .done, "restore")
        ruling.need(try record.status("again") == .done, "a probe of the device that is back")
        ends.count(try record.value("status"))
        if try record.isYes("waited") { waited += 1 }
        return ruling
    }

    func purpose(rounds: Int) -> Purpose {
        Purpose(removals == 4 * rounds && waited > 0, "removal")
    }

    var summary: String { "\(removals) removals, \(waited) waited for: \(ends)" }
}
