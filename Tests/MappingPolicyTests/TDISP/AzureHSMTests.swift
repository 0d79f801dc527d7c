import MappingPolicy
import PCIDecoding
import PCISnapshot
import Testing

/// What the firmware of a real device, Azure's Integrated HSM, reports.
///
/// One page each of the BARs 0, 2 and 4, as byte addresses; the last with table and PBA in one
/// range. The word for Message Control holds the capability's id and next pointer instead.
@Suite("TDISP: a device there is")
struct AzureHSMTests {
    private func virtualFunction(_ number: UInt64) throws -> TestDevice {
        var device = try TestDevice()
        for index in [0, 2, 4] {
            let start = 0x38_9e10_0000 + UInt64(index) << 20 + (number - 1) << 12
            try device.addBAR(index, start: start, size: 0x1000, flags: [.memory, .memory64])
        }
        device.setMSIX(entries: 16, table: (4, 0), pba: (4, 0x800))
        return device
    }

    private func report(_ number: UInt64, base: UInt64) -> TDISPInputs {
        TestReport.inputs(
            [0, 2, 4].map { (id: UInt32) in
                let first = base + UInt64(id) << 20 + (number - 1) << 12
                return (first, 1, id == 4 ? 3 : 0, id)
            }, control: 0x0011)
    }

    @Test("Everything is private, nothing is mapped, and the mistakes are told")
    func firstFunction() throws {
        let plan = try virtualFunction(1).plan(tdisp: report(1, base: 0x38_9e10_0000))
        #expect(
            plan.bars.flatMap(\.lines) == [
                "0-1000 private tdisp.tee-memory", "0-1000 private tdisp.tee-memory",
                "0-1000 private tdisp.msix-locked",
            ])
        #expect(plan.bars.allSatisfy { $0.mmaps.isEmpty })
        #expect(plan.sharing == .allPrivate)
        #expect(plan.findingNames.contains("tdisp.msix-control-mismatch"))
    }

    @Test("The lost address bits contradict a known offset")
    func lostBits() throws {
        var inputs = report(3, base: 0x30_9e10_0000)
        #expect(try virtualFunction(3).plan(tdisp: inputs).sharing == .allPrivate)
        inputs.mmioReportingOffset = 0
        let plan = try virtualFunction(3).plan(tdisp: inputs)
        #expect(
            plan.bars.map(\.lines)
                == [[String]](repeating: ["0-1000 conflict tdisp.range-outside-bar"], count: 3))
        #expect(plan.sharing == .undetermined)
    }

    @Test("Sixteen functions share a page of a 64 KiB host, so shared memory would trap, too")
    func largePages() throws {
        var inputs = report(2, base: 0x38_9e10_0000)
        inputs.report = TestReport.inputs([(0x38_9e10_1000, 1, 4, 0)]).report
        let plan = try virtualFunction(2).plan(page: .size64K, tdisp: inputs)
        #expect(plan.bars[0].lines == ["0-1000 reflect bar.sub-page-unaligned"])
        #expect(plan.bars[0].sharing == .allShared)
    }
}
