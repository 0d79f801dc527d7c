/// What one kind of trial notes, and what has to hold of it.
protocol TrialRules {
    /// Judges a record, in the order of the notes.
    ///
    /// - Returns: nil for a record that only says what comes next.
    /// - Throws: also for a word that this trial does not have.
    mutating func judge(_ record: Record, _ scene: Scene) throws(Record.Problem) -> Ruling?

    /// What the trial was made for, which has to have happened, or all the rest says nothing.
    func purpose(rounds: Int) -> Purpose

    /// The figures of the end.
    var summary: String { get }

    /// Whether the summary says something of a trial that was skipped, at least in part.
    var summarizesSkipped: Bool { get }
}

extension TrialRules {
    var summarizesSkipped: Bool { true }
}
