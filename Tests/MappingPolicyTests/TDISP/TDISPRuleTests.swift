import MappingPolicy
import PCIDecoding
import PCISnapshot
import Testing

@Suite("TDISP: rules beside the classes of pages")
struct TDISPRuleTests {
    private func device(size: UInt64 = 0x10000) throws -> TestDevice {
        var device = try TestDevice()
        try device.addBAR(0, start: 0x9000_0000, size: size)
        return device
    }

    private static let whole: [TestReport.Range] = [(0x8000_0000, 16, TestReport.nonTEE, 0)]

    struct NoReport: Sendable {
        let teeIO: Bool?
        let confidential: Bool
        let isMapped: Bool
        let sharing: Sharing
        let severity: Finding.Severity?
    }

    @Test(
        "tdisp.no-report: TEE-IO without a report stops only a confidential plan",
        arguments: [
            NoReport(
                teeIO: false, confidential: false, isMapped: true, sharing: .noTDISP,
                severity: nil),
            NoReport(
                teeIO: false, confidential: true, isMapped: true, sharing: .noTDISP,
                severity: nil),
            NoReport(
                teeIO: true, confidential: false, isMapped: true, sharing: .undetermined,
                severity: .info),
            NoReport(
                teeIO: true, confidential: true, isMapped: false, sharing: .undetermined,
                severity: .error),
            NoReport(
                teeIO: nil, confidential: false, isMapped: true, sharing: .noTDISP,
                severity: nil),
            NoReport(
                teeIO: nil, confidential: true, isMapped: false, sharing: .undetermined,
                severity: .error),
        ])
    func noReport(_ test: NoReport) throws {
        var device = try device()
        device.snapshot.teeIO = test.teeIO
        for inputs in [nil, TDISPInputs(report: .none, mmioReportingOffset: 0)] {
            let plan = device.plan(tdisp: inputs, confidential: test.confidential)
            #expect(plan.bars[0].areas == (test.isMapped ? ["0-10000"] : []))
            #expect(
                plan.bars[0].lines
                    == [
                        test.isMapped
                            ? "0-10000 direct bar.memory" : "0-10000 unknown tdisp.no-report"
                    ])
            #expect(plan.sharing == test.sharing)
            let finding = plan.findings.first { $0.rule == .tdispNoReport }
            #expect(finding?.severity == test.severity)
        }
    }

    @Test("A report of a function without TEE-IO counts, and is told", arguments: [true, false])
    func noTEEIO(teeIO: Bool) throws {
        var device = try device()
        device.snapshot.teeIO = teeIO
        let plan = device.plan(tdisp: TestReport.inputs(Self.whole))
        #expect(plan.findingNames.contains("tdisp.no-tee-io") == !teeIO)
        #expect(plan.bars[0].lines == ["0-10000 direct tdisp.non-tee"])
    }

    @Test("A report from files of messages, and files without one")
    func files() throws {
        let report = TestReport.bytes(Self.whole)
        #expect(TDISPInputs.Report(files: [report]) == TDISPInputs.Report(bytes: report))
        let inputs = TDISPInputs(report: .init(files: [[0x10, 4, 0]]))
        let plan = try device().plan(tdisp: inputs)
        #expect(plan.bars[0].lines == ["0-10000 unknown tdisp.report-invalid"])
        #expect(plan.sharing == .undetermined)
        let finding = try #require(plan.findings.first { $0.rule == .tdispReportInvalid })
        #expect(finding.text.contains("truncated-message at 0x0: expected a message of 20 bytes"))
    }

    @Test("An I/O BAR has no say")
    func ioBAR() throws {
        var device = try device()
        try device.addBAR(2, start: 0x1000, size: 0x100, flags: .io)
        let plan = device.plan(tdisp: TestReport.inputs(Self.whole))
        #expect(plan.bars.map(\.sharing) == [.allShared, .noTDISP])
        #expect(plan.sharing == .allShared)
    }

    @Test(
        "The sharing verdict of several BARs",
        arguments: [
            ([.allShared, .allShared], .allShared), ([.allPrivate, .noTDISP], .allPrivate),
            ([.allShared, .allPrivate], .staticMixed), ([.staticMixed, .allShared], .staticMixed),
            ([.undetermined, .allShared], .undetermined), ([.undetermined, .dynamic], .dynamic),
            ([], .noTDISP), ([.noTDISP], .noTDISP),
        ] as [([Sharing], Sharing)])
    func sharing(bars: [Sharing], device expected: Sharing) throws {
        // Reports that make such BARs.
        var device = try TestDevice()
        var ranges: [TestReport.Range] = []
        for (index, sharing) in bars.enumerated() {
            if sharing == .noTDISP {
                try device.addBAR(index, start: 0x1000, size: 0x10, flags: .io)
                continue
            }
            try device.addBAR(index, start: 0x9000_0000 + UInt64(index) << 16, size: 0x2000)
            let (first, second): (UInt32?, UInt32?) =
                switch sharing {
                case .allShared: (4, 4)
                case .allPrivate: (0, 0)
                case .staticMixed: (0, 4)
                case .dynamic: (12, 4)
                default: (nil, nil)
                }
            if let first { ranges.append((0x80000, 1, first, UInt32(index))) }
            if let second { ranges.append((0x80001, 1, second, UInt32(index))) }
        }
        let plan = device.plan(tdisp: TestReport.inputs(ranges, unit: .page))
        #expect(plan.bars.map(\.sharing) == bars)
        #expect(plan.sharing == expected)
    }

    @Test("Updatable ranges are named, and are never mapped, whatever their value was")
    func updatable() throws {
        let plan = try device().plan(
            tdisp: TestReport.inputs([
                (0x8000, 8, 4, 0), (0x8008, 4, 12, 0), (0x800c, 4, 8, 0),
            ]))
        #expect(
            plan.bars[0].lines == [
                "0-8000 direct tdisp.non-tee", "8000-10000 unknown tdisp.updatable",
            ])
        #expect(plan.bars[0].areas == ["0-8000"])
        let finding = try #require(plan.findings.first { $0.rule == .tdispUpdatable })
        #expect(finding.text.hasSuffix("ranges 1, 2"))
    }

    @Test("The reporting offset counts on the PCI bus, not on the CPU's side")
    func busAddress() throws {
        var inputs = TestReport.inputs(Self.whole, offset: -0x1000_0000, placement: .known)
        let device = try device()
        #expect(device.plan(tdisp: inputs).bars[0].areas == ["0-10000"])
        inputs.busAddresses = [0: 0x1_9000_0000]
        #expect(
            device.plan(tdisp: inputs).bars[0].lines == [
                "0-10000 conflict tdisp.range-outside-bar"
            ])
        inputs.mmioReportingOffset = -0x1_1000_0000
        #expect(device.plan(tdisp: inputs).bars[0].areas == ["0-10000"])
    }

    @Test("An offset that is promised and not given leaves every place open")
    func offsetMissing() throws {
        let ranges: [TestReport.Range] = [(0x8000_0000, 8, TestReport.nonTEE, 0)]
        let plan = try device().plan(tdisp: TestReport.inputs(ranges, placement: .known))
        #expect(plan.findingNames.contains("tdisp.offset-missing"))
        #expect(plan.bars[0].lines == ["0-10000 unknown tdisp.placement-ambiguous"])
    }

    @Test("A live answer of VFIO and TDISP both have to agree to a mapping")
    func withVFIO() throws {
        var device = try device()
        device.setRegion(
            0, size: 0x10000, mappable: true, sparse: [(0, 0x4000), (0x8000, 0x8000)])
        let ranges: [TestReport.Range] = [(0x8000, 2, 0, 0), (0x8002, 14, 4, 0)]
        let plan = device.plan(tdisp: TestReport.inputs(ranges))
        #expect(
            plan.bars[0].lines == [
                "0-2000 private tdisp.tee-memory", "2000-4000 direct tdisp.non-tee",
                "4000-8000 reflect region.outside-sparse-area",
                "8000-10000 direct tdisp.non-tee",
            ])
        #expect(plan.bars[0].sharing == .staticMixed)
    }
}
