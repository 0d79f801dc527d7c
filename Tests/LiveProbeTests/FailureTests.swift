import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// Failures that last, signals, removal: afterwards nothing is left, and it is told.
struct FailureTests {
    static let backends = [BackendChoice.cdev, .group]

    @Test(arguments: backends)
    func anInterruptedCallIsMadeAgain(backend: BackendChoice) throws {
        var clean = ProbeFixture()
        clean.options = ProbeFixture.everything(backend)
        let expected = try clean.run().result.get()
        for call in Call.allCases {
            var stage = clean
            stage.scenario.failures = [
                Scenario.FailureRule(call: call.rawValue, times: 3, errno: "EINTR")
            ]
            let run = stage.run()
            let report = try run.result.get()
            #expect(report.checks == expected.checks, "\(call)")
            #expect(report.snapshot == expected.snapshot)
            ProbeFixture.expectNothingLeft(run.kernel)
        }
    }

    @Test func aCallThatIsAlwaysInterruptedEnds() {
        var stage = ProbeFixture()
        stage.scenario.failures = [
            Scenario.FailureRule(call: "VFIO_DEVICE_GET_INFO", times: 0, errno: "EINTR")
        ]
        let run = stage.run()
        #expect(run.failure?.cause?.errno == .interrupted)
        ProbeFixture.expectNothingLeft(run.kernel)
    }

    /// Every step of giving back, failing for good, with every error that it can give.
    @Test(arguments: [
        "drivers/nvme/bind", "drivers/vfio-pci/unbind", "0000:01:00.0/driver_override",
    ])
    func aDeviceThatCannotBeGivenBackIsToldAndRecorded(object: String) throws {
        let row = try #require(FaultTable.rows.first { $0.call == .write })
        for errno in row.errnos {
            var stage = ProbeFixture()
            stage.scenario.failures = [
                Scenario.FailureRule(
                    // The override is written once before, to take the device.
                    call: "write", object: object, nth: object.hasSuffix("override") ? 2 : 1,
                    times: 0, errno: errno)
            ]
            let run = stage.run()
            #expect(run.failure?.kind == .failed)
            #expect(run.failure?.text.contains("could not be given back to nvme") == true)
            #expect(run.failure?.cause?.errno.name == errno)
            #expect(run.failure?.next == "vfio-probe restore 0000:01:00.0")
            #expect(run.kernel.file(ProbeFixture.record) != nil)
            #expect(run.kernel.openHandles.isEmpty && run.kernel.mappings.isEmpty)
            let again = run.kernel.restarted()
            #expect(ProbeFixture.restore(again) == .restored(driver: "nvme"))
            ProbeFixture.expectNothingLeft(again)
            #expect(again.file(ProbeFixture.record) == nil)
        }
    }

    @Test func aDriverThatDoesNotLetGoKeepsItsDevice() {
        var stage = ProbeFixture()
        stage.scenario.refusingDrivers = ["nvme"]
        let run = stage.run()
        #expect(run.failure?.kind == .failed)
        #expect(run.failure?.cause?.errno == .busy)
        #expect(run.failure?.text.contains("drivers/nvme/unbind") == true)
        ProbeFixture.expectNothingLeft(run.kernel)
    }

    @Test(arguments: backends)
    func aDeviceThatIsRemovedAtAnyMoment(backend: BackendChoice) {
        var clean = ProbeFixture()
        clean.options = ProbeFixture.everything(backend)
        let count = clean.run().kernel.calls.count
        for after in 1..<(count - 2) {
            var stage = clean
            stage.scenario.removedAfter = after
            let run = stage.run()
            #expect(run.failure != nil, "\(after)")
            #expect(run.kernel.openHandles.isEmpty && run.kernel.mappings.isEmpty)
            #expect(run.kernel.file(ProbeFixture.record) == nil, "\(after)")
        }
    }

    /// One that VFIO had already: no giving back notices that it has gone.
    @Test(arguments: backends)
    func aDeviceOfVFIOThatIsRemovedBeforeItIsOpened(backend: BackendChoice) {
        var clean = ProbeFixture()
        clean.options = ProbeFixture.everything(backend)
        clean.machine.devices[0].driver = "vfio-pci"
        let calls = clean.run().kernel.calls
        let opening = calls.firstIndex { $0.call == .bindIOMMUFD || $0.call == .groupDevice } ?? 0
        #expect(opening > 5)
        for after in 1...opening {
            var stage = clean
            stage.scenario.removedAfter = after
            let run = stage.run()
            guard let failure = run.failure else { continue }
            #expect(failure.kind == .failed, "\(after): \(failure)")
            #expect(failure.text.contains("is gone"), "\(after): \(failure)")
            #expect(run.kernel.openHandles.isEmpty && run.kernel.mappings.isEmpty)
        }
    }

    @Test(arguments: backends, [Int32(2), 15, 1])
    func aSignalAtAnyMomentGivesEverythingBack(backend: BackendChoice, signal: Int32) {
        var clean = ProbeFixture()
        clean.options = ProbeFixture.everything(backend)
        let count = clean.run().kernel.calls.count
        for after in stride(from: 0, to: count, by: 1) {
            var stage = clean
            stage.scenario.signal = Scenario.SignalRule(after: after, number: signal)
            let run = stage.run()
            if let failure = run.failure { #expect(failure.kind == .interrupted(signal)) }
            ProbeFixture.expectNothingLeft(run.kernel)
            #expect(run.kernel.file(ProbeFixture.record) == nil)
        }
    }
}
