import LabJudge
import TestSupport
import Testing

/// What the judge of the lab says to results that are good, and to one error in each of them.
@Suite struct JudgeTests {
    @Test("results of a good run: every check holds", arguments: Asked.allCases)
    func goodRun(_ asked: Asked) throws {
        let lines = try asked.lines(RecordedResults())
        #expect(lines.filter(\.isFailure) == [])
        #expect(lines.contains { if case .ok = $0 { true } else { false } })
    }

    @Test("an error in the results is told", arguments: Damage.all)
    func damage(_ damage: Damage) throws {
        let results = try #require(try damage.results(), "the file has nothing to be changed")
        let lines = try damage.question.lines(results)
        #expect(
            lines.contains { $0.isFailure && $0.description.contains(damage.told) },
            "\(lines.filter(\.isFailure))")
    }

    @Test("every check that holds can fail", arguments: Asked.allCases)
    func everyCheckCanFail(_ asked: Asked) throws {
        let good = try asked.lines(RecordedResults())
        let damaged = try Damage.all.filter { $0.question == asked }.map {
            try asked.lines(try #require(try $0.results()))
        }
        for line in Set(good.map(\.description)) where line.hasPrefix("ok ") {
            func count(_ lines: [Line]) -> Int { lines.count { $0.description == line } }
            // The same checks are made of both interfaces.
            let others = asked == .group ? try cdevDamages() : []
            #expect(
                (damaged + others).contains { count($0) < count(good) }, "nothing fails \(line)")
        }
    }

    private func cdevDamages() throws -> [[Line]] {
        try Damage.works.filter { $0.question == .cdev }.map {
            try Asked.cdev.lines(try #require(try $0.results()))
        }
    }

    @Test("what could not be tried is skipped, and does not stand for what was")
    func skipped() throws {
        let notes = "before state=nvme left=0/0/0\nskip reason=no_fault_injection\n"
        let results = RecordedResults().with("0000:00:02.0.cdev.allocations", notes)
        #expect(
            try Asked.allocations.lines(results) == [
                .ok("before"), .skip("no_fault_injection"),
            ])
    }

    @Test("words for people become notes")
    func quoted() throws {
        let notes = "before state=nvme left=0/0/0\n# UNSOUND openat\n"
        let results = RecordedResults().with("0000:00:02.0.group.calls", notes)
        #expect(try Asked.calls.lines(results).contains(.note("# UNSOUND openat")))
    }

    @Test("many rounds of signals have to strike with each")
    func everySignal() throws {
        let file = "0000:00:02.0.cdev.signals"
        let struck = "signal name=TERM expected=143 status=143 now=nvme left=0/0/0\n"
        let missed = "signal name=INT expected=130 status=0 now=nvme left=0/0/0\n"
        let notes = "before state=nvme left=0/0/0\n" + struck + missed
        let judge = Judge(RecordedResults().with(file, notes))
        let few = judge.answer(.trial(.signals, file: file, rounds: 3))
        let many = judge.answer(.trial(.signals, file: file, rounds: 4))
        #expect(few.filter(\.isFailure) == [])
        #expect(many.contains(.notOK("nothing was tried: signals")))
    }
}
