import LabJudge
import LiveProbe
import PCISnapshot
import Testing

/// The words of lab-check's command line.
@Suite struct QuestionTests {
    @Test("each question")
    func questions() throws {
        let address = try #require(BusAddress("0000:00:02.0"))
        #expect(try Question(["0000:00:02.0", "reads"]) == .reads(address))
        #expect(try Question(["0000:00:02.0", "cdev", "+"]) == .probe(address, .cdev, .works))
        #expect(try Question(["0000:00:02.0", "group", "!"]) == .probe(address, .group, .refused))
        #expect(
            try Question(["0000:00:02.0", "cdev", "kills", "2"])
                == .trial(.kills, file: "0000:00:02.0.cdev.kills", rounds: 2))
        #expect(
            try Question(["cases", "any", "in-use"])
                == .trial(.inUse, file: "cases.any.in-use", rounds: 1))
    }

    @Test(
        "anything else is refused",
        arguments: [
            [], ["0000:00:02.0"], ["nvme", "reads"], ["0000:00:02.0", "bus", "+"],
            ["0000:00:02.0", "cdev"], ["0000:00:02.0", "cdev", "?"],
            ["0000:00:02.0", "cdev", "kills"], ["0000:00:02.0", "cdev", "kills", "0"],
            ["0000:00:02.0", "cdev", "murders", "2"], ["../..", "any", "in-use"],
        ])
    func noQuestion(_ words: [String]) {
        #expect(throws: Question.UsageError.self) { try Question(words) }
    }
}
