/// Judges what tools/lab/test noted.
///
/// Pure: files come from outside, lines go there.
public struct Judge {
    let results: any ResultFiles

    /// A judge of the results in one directory.
    public init(_ results: any ResultFiles) { self.results = results }

    /// Everything there is to say to a question, in order.
    ///
    /// What cannot be read is a check that does not hold: it counts against the program.
    public func answer(_ question: Question) -> [Line] {
        switch question {
        case .reads(let address): reads(address)
        case .probe(let address, let interface, let expectation):
            ProbeJudge(results, address, interface, expectation).lines()
        case .trial(let trial, let file, let rounds): self.trial(trial, file, rounds)
        }
    }

    private func trial(_ trial: Trial, _ file: String, _ rounds: Int) -> [Line] {
        do {
            var judge = TrialJudge(trial)
            return try results.lines(file).flatMap { judge.judge($0) } + judge.end(rounds: rounds)
        } catch {
            return [.notOK("\(error)")]
        }
    }
}
