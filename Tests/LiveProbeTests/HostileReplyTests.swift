import LiveProbe
import MappingPolicy
import MockKernel
import PCISnapshot
import Testing

/// Replies that no kernel this program knows would give: the probe ends, and nothing is left.
struct HostileReplyTests {
    /// Shorter than the structure that every reply starts with.
    @Test(arguments: [0, 1, 3, 4, 11, 16, 31])
    func aRecordedReplyThatIsTooShort(bytes: Int) throws {
        for growing in [0, 1] {
            var stage = ProbeFixture()
            stage.scenario.growingReplies = growing
            stage.machine.devices[0].vfio = VFIORecord(
                regions: (0..<9).map {
                    VFIORecord.Region(index: $0, info: [UInt8](repeating: 0, count: bytes))
                })
            let run = stage.run()
            let report = try run.result.get()
            #expect(report.plan.bars.flatMap(\.mmaps).isEmpty)
            ProbeFixture.expectNothingLeft(run.kernel)
        }
    }

    @Test func moreVectorsThanASnapshotCanHold() throws {
        var stage = ProbeFixture()
        let regions = (UInt8(0)..<9).map { index in
            // argsz, flags, index, cap_offset; then size and offset, both 0
            let words: [UInt8] = [32, 0, 0, 0, 0, 0, 0, 0, index, 0, 0, 0, 0, 0, 0, 0]
            return VFIORecord.Region(
                index: Int(index), info: words + [UInt8](repeating: 0, count: 16))
        }
        let irqs = [VFIORecord.IRQ(index: 2, count: 1 << 31, flags: 9)]
        stage.machine.devices[0].vfio = VFIORecord(regions: regions, irqs: irqs)
        let run = stage.run()
        let failure = try #require(run.failure)
        #expect(failure.kind == .failed)
        #expect(failure.text.hasPrefix("VFIO_DEVICE_GET_IRQ_INFO"), "\(failure)")
        #expect(failure.text.contains("interrupt 2: interrupt info count at 12"), "\(failure)")
        ProbeFixture.expectNothingLeft(run.kernel)
    }
}
