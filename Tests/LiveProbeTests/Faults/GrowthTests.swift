import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// Replies and counts without measure: memory stays bounded, and the end is clear.
struct GrowthTests {
    @Test(arguments: [(1, 16), (3, 16), (7, 16), (1, (1 << 14) - 64)])
    func aReplyThatStopsGrowingIsRead(times: Int, bytes: Int) throws {
        var stage = ProbeFixture()
        stage.scenario.growingReplies = times
        stage.scenario.replyGrowth = bytes
        let run = stage.run()
        let expected = try ProbeFixture().run().result.get().plan
        #expect(try run.result.get().plan == expected)
        #expect(run.kernel.calls.count { $0.call == .regionInfo } == 9 + times)
        ProbeFixture.expectNothingLeft(run.kernel)
    }

    /// One byte over 16 KiB, 2 GiB and 4 GiB: no second call with such a buffer.
    @Test(arguments: [(1 << 14) - 63, 1 << 31, Int(UInt32.max)])
    func aReplyThatWantsTooMuchIsAFailure(bytes: Int) {
        var stage = ProbeFixture()
        stage.scenario.growingReplies = 1
        stage.scenario.replyGrowth = bytes
        let run = stage.run()
        #expect(run.failure?.kind == .failed)
        #expect(run.failure?.cause?.call == .regionInfo)
        let wanted = UInt32(clamping: 64 + bytes)
        #expect(run.failure?.text.contains("wants \(wanted) bytes") == true)
        #expect(run.kernel.calls.count { $0.call == .regionInfo } == 1)
        ProbeFixture.expectNothingLeft(run.kernel)
    }

    @Test func aReplyThatNeverStopsGrowingIsAFailure() {
        var stage = ProbeFixture()
        stage.scenario.growingReplies = .max
        let run = stage.run()
        #expect(run.failure?.cause?.call == .regionInfo)
        #expect(run.kernel.calls.count { $0.call == .regionInfo } == 8)
        ProbeFixture.expectNothingLeft(run.kernel)
    }

    @Test(arguments: [256, 1 << 20, Int(UInt32.max) - 1])
    func asManyRegionsAreNotAskedFor(last: Int) {
        var stage = ProbeFixture()
        let reply = [UInt8](repeating: 0, count: 32)
        stage.machine.devices[0].vfio = VFIORecord(
            regions: [VFIORecord.Region(index: last, info: reply)])
        let run = stage.run()
        #expect(run.failure?.kind == .failed)
        #expect(run.failure?.text.contains("\(last + 1) regions") == true)
        #expect(!run.kernel.calls.contains { $0.call == .regionInfo })
        ProbeFixture.expectNothingLeft(run.kernel)
    }

    @Test(arguments: [256, 1 << 20, Int(UInt32.max) - 1])
    func asManyInterruptsAreNotAskedFor(last: Int) {
        var stage = ProbeFixture()
        stage.machine.devices[0].vfio = VFIORecord(
            regions: [], irqs: [VFIORecord.IRQ(index: last, count: 1, flags: 0)])
        let run = stage.run()
        #expect(run.failure?.kind == .failed)
        #expect(run.failure?.text.contains("\(last + 1) interrupts") == true)
        #expect(!run.kernel.calls.contains { $0.call == .irqInfo })
        ProbeFixture.expectNothingLeft(run.kernel)
    }
}
