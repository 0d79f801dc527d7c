import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// Replies that no kernel this program knows would give: the probe ends, and nothing is left.
struct HostileReplyTests {
    @Test func moreVectorsThanASnapshotCanHold() throws {
        var stage = Stage()
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
        Stage.expectNothingLeft(run.kernel)
    }
}
