import MappingPolicy
import PCIDecoding
import PCISnapshot
import TDISP
import Testing

@Suite("TDISP: the worked examples, through the whole planner")
struct TDISPExampleTests {
    @Test("Classes and mmap areas", arguments: try TDISPExample.all())
    func example(_ example: TDISPExample) throws {
        let plan = try example.plan()
        if let error = example.error {
            try checkInvalid(plan, error)
            return
        }
        let result = try #require(example.result)
        #expect(result.count == plan.bars.count)
        for bar in plan.bars {
            let expected = try #require(result[String(bar.bar.index)])
            #expect(bar.mmaps.map { [$0.range.start, $0.range.end] } == expected.mmap.map(numbers))
            #expect(differences(bar, expected, example) == [])
        }
        let report = try InterfaceReport(Hex.bytes(example.report) ?? [])
        #expect(report.warnings.map(\.label) == example.warnings)
    }

    private func numbers(_ texts: [String]) -> [UInt64] { texts.compactMap(Hex.parse) }

    /// Bytes with another class or rule than expected, at steps of 8: all that MSI-X needs.
    private func differences(
        _ bar: BARPlan, _ expected: TDISPExample.Expected, _ example: TDISPExample
    ) -> [String] {
        var differences: [String] = []
        for run in expected.runs {
            let ends = numbers(run)
            for offset in stride(from: ends[0], to: ends[1], by: 8) {
                let theirs = example.verdict(run[2], run[3], bar: bar.bar.index, at: offset)
                let verdict = bar.verdict(at: offset)
                let ours = verdict.map { "\($0.mappingClass.name) \($0.rule.name)" } ?? "none"
                if ours != theirs { differences.append("\(offset): \(ours), not \(theirs)") }
            }
        }
        return Array(differences.prefix(4))
    }

    private func checkInvalid(_ plan: DevicePlan, _ error: String) throws {
        let whole = Verdict(.unknown, .tdispReportInvalid)
        for bar in plan.bars {
            #expect(bar.extents == [Extent(ByteRange(0, bar.bar.size), whole)])
            #expect(bar.mmaps.isEmpty)
        }
        let finding = try #require(plan.findings.first { $0.rule == .tdispReportInvalid })
        #expect(finding.severity == .error)
        #expect(finding.text.contains(error))
    }
}
