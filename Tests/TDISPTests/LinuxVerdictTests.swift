import TDISP
import Testing

@Suite("TDISP: what Linux would say")
struct LinuxVerdictTests {
    private static let bars = [
        LinuxVerdict.BAR(index: 0, isMemory: true, size: 0x10000),
        LinuxVerdict.BAR(index: 2, isMemory: true, size: 0x4000),
        LinuxVerdict.BAR(index: 4, isMemory: false, size: 0x100),
    ]

    struct Case: Sendable {
        let ranges: [[UInt8]]
        let relative: LinuxVerdict
        var barAlign: LinuxVerdict?
    }

    @Test(
        "Accept, or the first reason not to",
        arguments: [
            Case(ranges: [], relative: .accept),
            Case(
                ranges: [
                    Bytes.range(0x80000, 4, 0), Bytes.range(0x80004, 12, 4),
                    Bytes.range(0x90000, 4, 0, id: 2),
                ], relative: .accept),
            // The BAR is not covered from its start.
            Case(
                ranges: [Bytes.range(0x8000f, 2, 4)], relative: .accept,
                barAlign: .reject(.pastBAREnd, range: 0)),
            // Byte addresses are page numbers to Linux: 0x1000 pages are 16 MiB.
            Case(
                ranges: [Bytes.range(0x80000, 1, 0), Bytes.range(0x81000, 1, 0)],
                relative: .reject(.pastBAREnd, range: 1)),
            Case(ranges: [Bytes.range(0, 1, 0, id: 1)], relative: .reject(.noSuchBAR, range: 0)),
            Case(ranges: [Bytes.range(0, 1, 0, id: 4)], relative: .reject(.noSuchBAR, range: 0)),
            Case(ranges: [Bytes.range(0, 1, 0, id: 6)], relative: .reject(.noSuchBAR, range: 0)),
            Case(
                ranges: [Bytes.range(0, 1, 0, id: 2), Bytes.range(0, 1, 0)],
                relative: .reject(.idsNotAscending, range: 1)),
            Case(
                ranges: [Bytes.range(0, 2, 0), Bytes.range(1, 1, 0)],
                relative: .reject(.rangesNotAscending, range: 1)),
            Case(
                ranges: [Bytes.range(0xf_ffff_ffff_ffff, 2, 0)],
                relative: .reject(.overflow, range: 0)),
            Case(ranges: [Bytes.range(0, 17, 0)], relative: .reject(.pastBAREnd, range: 0)),
        ])
    func verdict(_ test: Case) throws {
        let report = try InterfaceReport(Bytes.report(test.ranges))
        #expect(LinuxVerdict(report, bars: Self.bars, scheme: .relative) == test.relative)
        #expect(
            LinuxVerdict(report, bars: Self.bars, scheme: .barAlign)
                == test.barAlign ?? test.relative)
    }

    @Test("What is too short for a report is rejected; a broken message never comes that far")
    func errors() throws {
        let short = #expect(throws: ReportError.self) { try InterfaceReport([]) }
        #expect(short.flatMap(LinuxVerdict.init) == .reject(.tooShort, range: nil))
        let broken = #expect(throws: ReportError.self) { try ReportMessages([]) }
        #expect(broken.flatMap(LinuxVerdict.init) == nil)
    }
}
