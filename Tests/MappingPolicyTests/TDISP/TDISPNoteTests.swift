import MappingPolicy
import PCIDecoding
import PCISnapshot
import Testing

@Suite("TDISP: notes that change no class")
struct TDISPNoteTests {
    struct Note: Sendable {
        let name: String
        let ranges: [TestReport.Range]
        var control: UInt16 = 0
        var tph: UInt32 = 0
        var text = ""
    }

    private static let covered: TestReport.Range = (0x80000, 16, 4, 0)

    @Test(
        "Each by its name",
        arguments: [
            Note(
                name: "tdisp.range-on-absent-or-io-bar",
                ranges: [covered, (0x90000, 1, 4, 2), (0xa0000, 1, 4, 3)], text: "range 1"),
            Note(
                name: "tdisp.range-id-not-a-bar", ranges: [covered, (1, 1, 0, 6), (1, 1, 0, 9)],
                text: "ranges 1, 2"),
            Note(
                name: "tdisp.order-violation", ranges: [(0x80008, 8, 4, 0), (0x80000, 8, 4, 0)],
                text: "range 1"),
            Note(
                name: "tdisp.order-violation", ranges: [(0x90000, 1, 4, 9), covered],
                text: "range 1"),
            Note(name: "tdisp.overlap", ranges: [covered, (0x80004, 1, 4, 0)]),
            Note(name: "tdisp.msix-control-mismatch", ranges: [covered], control: 0x8001),
            Note(name: "tdisp.msix-control-mismatch", ranges: [covered], control: 0x883f),
            Note(name: "tdisp.tph-without-msix-lock", ranges: [covered], tph: 1),
            Note(
                name: "tdisp.report-warning", ranges: [covered, (0, 0, 0, 0), (0, 0, 0, 0)],
                text: "zero-pages range 1 at 0x28: the range is ignored, and 1 more"),
            Note(
                name: "tdisp.linux-rejects", ranges: [covered, (0x80004, 1, 4, 0)],
                text: "range 1, ranges of a BAR overlap"),
        ])
    func note(_ note: Note) throws {
        var device = try TestDevice()
        try device.addBAR(0, start: 0x9000_0000, size: 0x10000)
        try device.addBAR(3, start: 0x1000, size: 0x100, flags: .io)
        device.setMSIX(entries: 64, table: (0, 0x8000), pba: (0, 0x9000))
        let plain = device.plan(tdisp: TestReport.inputs([Self.covered]))
        let plan = device.plan(
            tdisp: TestReport.inputs(note.ranges, control: note.control, tph: note.tph))
        #expect(plain.findings.allSatisfy { !$0.rule.name.hasPrefix("tdisp.") })
        let finding = try #require(plan.findings.first { $0.rule.name == note.name })
        #expect(finding.text.contains(note.text))
        #expect(plan.bars == plain.bars)
    }

    @Test("A locked table whose control word is clear")
    func controlClear() throws {
        var device = try TestDevice()
        try device.addBAR(0, start: 0x9000_0000, size: 0x2000)
        device.setMSIX(entries: 1, table: (0, 0x1000), pba: (0, 0x1010))
        let plan = device.plan(
            tdisp: TestReport.inputs([(0x8000, 1, 4, 0), (0x8001, 1, 3, 0)]))
        #expect(plan.findingNames.contains("tdisp.msix-control-clear"))
        #expect(
            plan.bars[0].lines == [
                "0-1000 direct tdisp.non-tee", "1000-2000 private tdisp.msix-locked",
            ])
    }
}
