import PCISnapshot

/// Two probes at once, of one function or of two of a group; `restore` beside a probe; a device that
/// somebody else has open.
struct TwoAtOnce: TrialRules {
    private let ofGroup: Bool
    private var held = 0
    private var free = 0
    private var taken = 0

    init(ofGroup: Bool) { self.ofGroup = ofGroup }

    mutating func judge(_ record: Record, _ scene: Scene) throws(Record.Problem) -> Ruling? {
        var ruling = Ruling(record.word)
        switch record.word {
        case "stopped":
            try scene.needBack(record, &ruling)
            try stopped(record, &ruling)
        case "free":
            try scene.needBack(record, &ruling)
            free += 1
            let first = try record.status("first")
            let second = try record.answer("second").status
            ruling.need(
                first == .done && (second == .done || second == .refused)
                    || first == .refused && second == .done, "one works, the other is refused")
        case "beside" where !ofGroup:
            try scene.needBack(record, &ruling)
            ruling.need(try record.status("first") == .done, "the first is not disturbed")
            let restores = try record.value("restore").fields(";")
            ruling.need(
                restores.allSatisfy { $0.hasPrefix("0") } && restores[0].hasPrefix("0,"), "restore")
        case "held":
            // Where the holder was too quick, nothing was tried.
            if record["held"] == "no" { return ruling }
            taken += 1
            let second = try record.answer("second")
            ruling.need(
                second.status == .refused && second.said.contains("is_in_use_by"),
                "the second is refused, and told by whom")
        case "holder":
            ruling.need(try record.status("first") == .done, "the holder is not disturbed")
        default: throw .unknownWord(record)
        }
        return ruling
    }

    /// The first is stopped while it may have the device.
    private mutating func stopped(_ record: Record, _ ruling: inout Ruling) throws(Record.Problem) {
        ruling.need(try record.status("first") == .done, "the first is not disturbed")
        guard try record.isYes("held") else { return }
        held += 1
        let second = try record.answer("second")
        ruling.need(
            second.status == .refused
                && (second.said.hasPrefix("vfio-probe:_another_vfio-probe_")
                    || second.said.hasPrefix("vfio-probe:_")
                        && second.said.contains("_is_in_use_by_vfio-probe")),
            "the second is refused")
        guard record["restore"] != nil else { return }
        let restore = try record.answer("restore")
        ruling.need(
            restore.status == .done && restore.said.contains("left_alone"),
            "restore leaves it alone")
    }

    func purpose(rounds: Int) -> Purpose { Purpose(held > 0 && taken > 0, "two at once") }

    var summary: String {
        ofGroup
            ? "\(held + free) times two of a group at once"
            : "\(held + free) times two at once, \(taken) times held by another"
    }
}
