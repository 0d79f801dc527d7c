import Foundation
import TestSupport
import Testing

struct OutputTests {
    @Test(arguments: Repository.mocks)
    func theTableFitsAHundredColumns(path: String) throws {
        for page in ["4k", "64k"] {
            let result = try Program.run(["recommend", "--page-size", page, "--mock", path])
            for line in result.output.split(separator: "\n") {
                #expect(line.count <= 100, "\(line)")
            }
            #expect(!result.output.contains("\u{1b}"))
        }
    }

    @Test(arguments: Repository.mocks)
    func aSnapshotOfASnapshotGivesTheSamePlan(path: String) throws {
        let direct = try Program.run(["recommend", "--json", "--mock", path])
        let captured = try Program.run(["capture", "--mock", path])
        let again = try Program.run(["recommend", "--json", "--mock", "-"], input: captured.output)
        #expect(direct.output == again.output)
        #expect(direct.status == again.status)
        _ = try JSONSerialization.jsonObject(with: Data(direct.output.utf8))
    }

    @Test func anAnonymousSnapshotSaysWhatItKeepsAndGivesTheSamePlan() throws {
        let tree = ["--sysfs", Repository.tree]
        let captured = try Program.run(["capture", "--anonymize"] + tree)
        #expect(captured.errors.contains("left out: subsystem ids, serial numbers, VPD"))
        #expect(captured.errors.contains("kept: addresses"))
        let direct = try Program.run(["recommend", "--json"] + tree)
        let again = try Program.run(["recommend", "--json", "--mock", "-"], input: captured.output)
        let expected = direct.output.replacing(
            "\"evidence\":\"sysfs\"", with: "\"evidence\":\"snapshot\"")
        #expect(again.output == expected)
    }

    /// Evidence aside, which says where the facts came from.
    @Test(arguments: [[], ["01:00.1"], ["00:09.0"], ["-d", "::0108"], ["00:08.0", "00:05.0"]])
    func aCapturedTreeGivesTheSamePlan(selection: [String]) throws {
        let sizes = ["--page-size", "4k,16k,64k", "--json"]
        let tree = ["--sysfs", Repository.tree] + selection
        let direct = try Program.run(["recommend"] + sizes + tree)
        let captured = try Program.run(["capture"] + tree)
        let again = try Program.run(
            ["recommend"] + sizes + ["--mock", "-"], input: captured.output)
        let expected = direct.output.replacing(
            "\"evidence\":\"sysfs\"", with: "\"evidence\":\"snapshot\"")
        #expect(again.output == expected)
    }

    @Test func aSelectionOfACompleteMachineKnowsItsNeighbors() throws {
        let path = Repository.mock("sub-page-with-neighbour")
        let captured = try Program.run(["capture", "--mock", path, "0000:0c:00.0"])
        let plan = try Program.run(["recommend", "--mock", "-"], input: captured.output)
        #expect(plan.output.contains("taken by 0000:0d:00.0"))
    }

    @Test func pageSizesComeOutInOrder() throws {
        let path = Repository.mock("nvme-aligned")
        let arguments = ["recommend", "--json", "--page-size", "64k,4k", "--mock", path]
        let object = try JSONSerialization.jsonObject(
            with: Data(try Program.run(arguments).output.utf8))
        let plans = try #require((object as? [String: Any])?["plans"] as? [[String: Any]])
        #expect(plans.compactMap { $0["pageSize"] as? Int } == [65536, 4096])
    }

    @Test func colorOnlyWhereItIsWanted() throws {
        let arguments = ["recommend", "--mock", Repository.mock("nvme-aligned")]
        let escape = "\u{1b}["
        #expect(try !Program.run(arguments).output.contains(escape))
        #expect(try Program.run(arguments + ["--color", "always"]).output.contains(escape))
        #expect(try !Program.run(arguments + ["--color=never"]).output.contains(escape))
    }

    @Test func aTerminalGetsColorUnlessItSaysNo() throws {
        let command = "'\(Program.path)' recommend --mock '\(Repository.mock("nvme-aligned"))'"
        func onTerminal(_ environment: [String: String]) throws -> String {
            try Program.run(
                "/usr/bin/script", ["-qec", command, "/dev/null"], environment: environment
            ).output
        }
        #expect(try onTerminal(["TERM": "xterm", "NO_COLOR": ""]).contains("\u{1b}[32m"))
        #expect(try !onTerminal(["TERM": "xterm", "NO_COLOR": "1"]).contains("\u{1b}[32m"))
        #expect(try !onTerminal(["TERM": "dumb", "NO_COLOR": ""]).contains("\u{1b}[32m"))
    }
}
