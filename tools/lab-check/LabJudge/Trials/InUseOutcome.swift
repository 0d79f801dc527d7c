import PCISnapshot

/// What is done to a device in use, or was in use, and what has to come of it.
enum InUseOutcome: String {
    /// A probe that must be refused.
    case refused
    /// A probe of the same device, when nobody has it any more.
    case taken
    /// It is given back, by `restore`.
    case back
    /// Something after which nothing is changed.
    case unchanged
    /// A probe by `--force=REASON`.
    case forced
    /// A mount while a probe is at it.
    case meanwhile
    /// A record that is not to be acted on, as a VMM has the device: it is kept.
    case keptBack = "kept-back"
    /// A record that is not to be trusted.
    case distrusted

    init(_ record: Record) throws(Record.Problem) {
        guard let outcome = Self(rawValue: record.word) else { throw .unknownWord(record) }
        self = outcome
    }

    func judge(_ record: Record, _ scene: Scene, _ ruling: inout Ruling) throws(Record.Problem) {
        switch self {
        case .refused: try refused(record, scene, &ruling)
        case .taken:
            try scene.needBack(record, &ruling)
            ruling.need(try record.status("status") == .done, record.word)
        case .back:
            try scene.needBack(record, &ruling)
            ruling.need(try record.status("status") == .done, record.word)
            try steady(record, &ruling)
        case .unchanged, .forced:
            try steady(record, &ruling)
            try scene.needBack(record, &ruling)
        case .meanwhile:
            try scene.needBack(record, &ruling)
            ruling.need(try record.isYes("works"), "the file system is well")
            let status = try record.status("status")
            let isMounted = try record.isYes("mounted")
            ruling.need(status == .refused || status == .done && !isMounted, "status")
        case .keptBack:
            try unacted(record, &ruling, ["same", "kept"], statuses: [.refused])
            ruling.need(record["works"] == "yes", "the user is not disturbed")
        case .distrusted:
            try unacted(record, &ruling, ["same"], statuses: [.failed, .malformedInput, .refused])
        }
    }

    private func refused(_ record: Record, _ scene: Scene, _ ruling: inout Ruling)
        throws(Record.Problem)
    {
        try scene.needBack(record, &ruling)
        ruling.need(try record.status("status") == .refused, "refused")
        ruling.need(try record.isYes("named"), "says who has it")
        ruling.need(try record.isYes("works"), "the use goes on")
        let option = "--force="
        let offers = try record.value("next").ranges(of: option)
        switch try record.value("overrides") {
        case "offered":
            let next = try record.value("next")
            ruling.need(
                offers.contains {
                    next[$0.upperBound...].utf8.first.map {
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    } == true
                }, "names what --force would override")
        case "never": ruling.need(offers.isEmpty, "offers no --force")
        case "any": break
        case let word: throw Record.Problem("no such word: overrides=\(word)")
        }
    }

    /// One of the statuses expected, and the use goes on.
    private func steady(_ record: Record, _ ruling: inout Ruling) throws(Record.Problem) {
        let expected = try record.value("expected").fields("|")
        ruling.need(expected.contains(try record.value("status")), "status")
        ruling.need(try record.isYes("works"), "the use goes on")
    }

    /// Refused with one of these statuses, and everything as it was.
    private func unacted(
        _ record: Record, _ ruling: inout Ruling, _ same: [Substring], statuses: Set<ExitStatus>
    ) throws(Record.Problem) {
        let status = try record.status("status")
        let isSame = same.allSatisfy { record[$0] == "yes" }
        ruling.need(
            isSame && status.map(statuses.contains) == true,
            "it is refused, and nothing is changed")
    }
}
