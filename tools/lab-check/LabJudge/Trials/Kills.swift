/// SIGKILL at random moments, then `restore`.
struct Kills: TrialRules {
    private var kills = 0
    private var borrowed = 0
    private var away = 0
    private var cut = 0
    private var missed = 0

    mutating func judge(_ record: Record, _ scene: Scene) throws(Record.Problem) -> Ruling? {
        var ruling = Ruling(record.word)
        switch record.word {
        case "missed":
            missed += 1
            try scene.needBack(record, &ruling)
        case "kill":
            kills += 1
            try scene.needBack(record, &ruling)
            ruling.need(try record.answer("restore").status == .done, "restore")
            let again = try record.answer("again")
            ruling.need(
                again.status == .done && again.said == "vfio-probe:_nothing_to_restore",
                "a second restore")
            if try record.isYes("record") { borrowed += 1 }
            if try record.value("was") != scene.before { away += 1 }
            if try record.isYes("cut") { cut += 1 }
        default: throw .unknownWord(record)
        }
        return ruling
    }

    func purpose(rounds: Int) -> Purpose {
        Purpose(
            kills == rounds && 2 * borrowed >= rounds, "\(kills) kills, \(borrowed) while borrowed")
    }

    var summary: String {
        "\(kills) kills of running probes, \(borrowed) while borrowed, "
            + "\(away) with the driver away, \(cut) restores killed; \(missed) missed"
    }
}
