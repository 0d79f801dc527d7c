import LiveProbe
import PCISnapshot

/// Judges one probe of a function through one interface.
struct ProbeJudge {
    let results: any ResultFiles
    let address: BusAddress
    let name: String
    let expectation: Question.Expectation

    init(
        _ results: any ResultFiles, _ address: BusAddress, _ interface: Backend,
        _ expectation: Question.Expectation
    ) {
        self.results = results
        self.address = address
        name = "\(address).\(interface.rawValue)"
        self.expectation = expectation
    }

    /// How it ended and what it left; of one that worked also what it answered.
    func lines() -> [Line] {
        do {
            let notes = try ProbeNotes(results, "\(name).notes")
            let said = try results.lines("\(name).err")
            var lines = try ending(notes, said)
            lines.append(
                .compare("the driver after", try notes.value("after"), try notes.value("before")))
            lines.append(.compare("records left", try notes.value("records"), "0"))
            guard notes.status == .done, expectation == .works else { return lines }
            lines += answered() + systemCalls()
            lines.append(.note("\(try notes.value("milliseconds")) ms"))
            return lines
        } catch {
            return [.notOK("it was tried: \(error)")]
        }
    }

    private func ending(_ notes: ProbeNotes, _ said: [Substring]) throws(Unreadable) -> [Line] {
        let status = try notes.value("status")
        switch expectation {
        case .refused:
            return [
                .compare("refused", status, ExitStatus.refused.rawValue),
                said.isEmpty ? .notOK("says why: no line") : .ok("says why"),
                .note(said.first.map(String.init) ?? ""),
            ]
        case .works:
            let last = said.last.map { " \($0)" } ?? ""
            return [.compare("status", status + last, ExitStatus.done.rawValue + last)]
        }
    }

    private func answered() -> [Line] {
        do {
            let planned = try PlanDocument(results, "plan").device(address)
            let probed = try PlanDocument(results, "\(name).json").device(address)
            return AnswerJudge(
                predicted: try planned.decode(PlannedDevice.self),
                answer: try probed.decode(ProbedDevice.self)
            ).lines()
        } catch {
            return [.notOK("the answer has the form expected: \(error)")]
        }
    }

    private func systemCalls() -> [Line] {
        do {
            var loans = Loans()
            for line in try results.lines("\(name).strace") {
                if let call = TracedCall(line) { loans.see(call) }
            }
            return loans.lines()
        } catch {
            return [.notOK("\(error)")]
        }
    }
}
