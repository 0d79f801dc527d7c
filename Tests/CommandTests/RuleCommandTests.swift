import Foundation
import TestSupport
import Testing

/// `explain --rule`: what rules say, without any device.
struct RuleCommandTests {
    private struct Document: Decodable {
        struct Rule: Decodable, Equatable {
            let rule: String
            let reason: String
            let classes: [String]
            let findings: [String]
            let condition: String
            let why: String
            let action: String
            let sources: [String]
            let mocks: [String]
        }

        let schema: String
        let rules: [Rule]
    }

    private func rules(_ arguments: [String]) throws -> [Document.Rule] {
        let result = try Program.run(["explain"] + arguments)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.isEmpty)
        let document = try JSONDecoder().decode(Document.self, from: Data(result.output.utf8))
        #expect(document.schema == "vfio-probe/rules/1")
        return document.rules
    }

    @Test func aRulesPage() throws {
        let result = try Program.run(["explain", "--rule", "quirk.baidu-kunlun-vf"])
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        #expect(
            result.output == """
                quirk.baidu-kunlun-vf  Baidu Kunlun VF quirk
                  leads to  finding info
                  when      1d22:3685, and the PBA starts outside its BAR.
                  why       Baidu Kunlun virtual functions give a wrong PBA offset; it is at 0xb400.
                  to do     Nothing.
                  source    QEMU: vfio_msix_early_setup(), hw/vfio/pci.c
                  mock      Mocks/devices/quirk-baidu-kunlun-vf.json

                """)
    }

    /// The list has a line for each rule, and each rule that a line names has its page.
    @Test func aloneItListsAll() throws {
        let all = try rules(["--rule", "--json"])
        let text = try Program.run(["explain", "--rule"])
        #expect(text.status == 0)
        let lines = text.output.split(separator: "\n").filter { $0.hasPrefix("  ") }
        #expect(lines.count == all.count)
        for (line, rule) in zip(lines, all) {
            #expect(line.split(separator: " ")[0] == rule.rule)
            #expect(line.hasSuffix("  " + rule.reason))
        }
        for line in text.output.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    }

    @Test func aPageAndItsJSONAreOfOneRule() throws {
        let all = try rules(["--json", "--rule"])
        for rule in all where ["page.shared", "tdisp.no-report", "bar.claimed"].contains(rule.rule)
        {
            #expect(try rules(["--rule", rule.rule, "--json"]) == [rule])
            let page = try Program.run(["explain", "--rule=\(rule.rule)"]).output
            let words = page.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
            for text in [rule.condition, rule.why, rule.action] + rule.sources {
                #expect(words.contains(text))
            }
            for line in page.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
            for mock in rule.mocks {
                #expect(page.contains("Mocks/devices/\(mock).json"))
                #expect(FileManager.default.fileExists(atPath: Repository.mock(mock)))
            }
        }
    }

    /// Whatever a plan says can be looked up.
    @Test func everyNameOfAPlanHasItsPage() throws {
        let names = Set(try rules(["--rule", "--json"]).map(\.rule))
        let plan = try Program.run(
            ["recommend", "--json", "--mock", Repository.mock("nvme-unaligned-table")]
        ).output
        let told = plan.matches(of: /"(?:rule|sharesWith)":"([^"]+)"/).map { String($0.1) }
        #expect(told.contains("msix.shared-page"))
        #expect(names.isSuperset(of: told))
    }

    @Test(arguments: [
        ("msix.shared-pages", "msix.shared-page"), ("shared", "page.shared"),
        ("bar.memroy", "bar.memory"), ("", "--rule alone lists them"),
        (String(repeating: "x", count: 60_000), "--rule alone lists them"),
    ])
    func anUnknownName(name: String, hint: String) throws {
        let result = try Program.run(["explain", "--rule", name])
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("unknown rule '\(name)'"))
        #expect(result.errors.contains(hint))
        #expect(result.errors.contains("Usage:"))
    }

    @Test(arguments: [
        (["--rule", "page.shared", "01:00.0", "0"], "--rule takes no function"),
        (["--rule=page.shared", "01:00.0"], "--rule takes no function"),
        ([], "'<address>'"), (["01:00.0"], "'<place>'"),
    ])
    func aRuleOrBytesAndNotBoth(arguments: [String], message: String) throws {
        let result = try Program.run(["explain"] + arguments)
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains(message), "\(result.errors)")
    }
}
