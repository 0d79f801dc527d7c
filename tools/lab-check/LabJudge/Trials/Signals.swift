/// SIGTERM, SIGINT and SIGHUP while the device is borrowed: the probe itself gives it back.
struct Signals: TrialRules {
    private var signals = 0
    /// The names of those that ended a probe, with how often.
    private var struck: [Substring: Int] = [:]

    mutating func judge(_ record: Record, _ scene: Scene) throws(Record.Problem) -> Ruling? {
        var ruling = Ruling(record.word)
        switch record.word {
        case "signal":
            try scene.needBack(record, &ruling)
            signals += 1
            let expected = try record.value("expected")
            let isStruck = try record.value("status") == expected
            let isDone = try record.status("status") == .done
            ruling.need(isStruck || isDone, "status")
            if isStruck { struck[try record.value("name"), default: 0] += 1 }
        // Who starts it with SIGHUP ignored wants it to go on.
        case "ignored":
            try scene.needBack(record, &ruling)
            ruling.need(try record.status("status") == .done, "status")
        default: throw .unknownWord(record)
        }
        return ruling
    }

    func purpose(rounds: Int) -> Purpose {
        // Enough rounds strike with each: a signal that is not heeded at all shows.
        let enough =
            rounds < 4 ? count > 0 : ["TERM", "INT", "HUP"].allSatisfy { struck[$0] != nil }
        return Purpose(enough, "signals")
    }

    private var count: Int { struck.values.reduce(0, +) }

    var summary: String { "\(count) of \(signals) signals struck" }
}
