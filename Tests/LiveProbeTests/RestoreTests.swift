import LiveProbe
import MockKernel
import PCISnapshot
import Testing

struct RestoreTests {
    /// A process that is killed after any of its calls, and `restore` afterwards.
    @Test(arguments: [BackendChoice.cdev, .group], ["nvme", nil])
    func everyKillIsUndone(backend: BackendChoice, driver: String?) {
        var clean = ProbeFixture()
        clean.options = ProbeFixture.everything(backend)
        clean.machine.devices[0].driver = driver
        let count = clean.run().kernel.calls.count
        var restored = 0
        for after in 0...count {
            var stage = clean
            stage.scenario.killedAfter = after
            let next = stage.run().kernel.restarted()
            if let addresses = try? Restore(next).addresses(), !addresses.isEmpty {
                let outcome = ProbeFixture.restore(next)
                #expect([.restored(driver: driver), .unchanged].contains(outcome), "\(after)")
                restored += 1
            }
            ProbeFixture.expectNothingLeft(next, driver: driver)
            #expect(next.file(ProbeFixture.record) == nil)
        }
        #expect(restored > 30)
    }

    /// And a `restore` that is killed itself, again and again.
    @Test func aKilledRestoreCanBeRepeated() {
        var stage = ProbeFixture()
        stage.scenario.killedAfter = ProbeFixture.callsUntilBorrowed
        let left = stage.run().kernel
        for after in 0..<20 {
            var scenario = Scenario()
            scenario.killedAfter = after
            let dying = left.restarted(scenario)
            _ = ProbeFixture.restore(dying)
            let next = dying.restarted()
            _ = ProbeFixture.restore(next)
            ProbeFixture.expectNothingLeft(next)
            #expect(next.file(ProbeFixture.record) == nil)
        }
    }

    @Test func aProbeAfterAKillAsksForRestore() {
        var stage = ProbeFixture()
        stage.scenario.killedAfter = ProbeFixture.callsUntilBorrowed
        let next = stage.run().kernel.restarted()
        // Still with vfio-pci, it can be probed; back with its driver by hand, it cannot.
        next.setDriver("nvme", of: ProbeFixture.address)
        let result = ProbeFixture.probe(next, stage.machine, stage.options)
        guard case .failure(let failure) = result else {
            Issue.record("a record was passed over")
            return
        }
        #expect(failure.kind == .refused)
        #expect(failure.next == "vfio-probe restore 0000:01:00.0")
    }

    @Test func aSecondProbeIsRefused() throws {
        let first = MockKernel(ProbeFixture().machine)
        let file = try first.create(ProbeFixture.record)
        try first.lock(file)
        try first.write("vfio-probe/record/2\n", to: file)
        let result = ProbeFixture.probe(first, ProbeFixture().machine, ProbeFixture.everything())
        guard case .failure(let failure) = result else {
            Issue.record("two probes at once")
            return
        }
        #expect(failure.kind == .refused)
        #expect(failure.text == "another vfio-probe is using 0000:01:00.0")
        #expect(ProbeFixture.restore(first) == .running)
    }

    @Test func aDriverThatSomebodyElseChoseIsLeft() {
        var stage = ProbeFixture()
        stage.machine.devices[0].driver = "other"
        stage.scenario.files = [ProbeFixture.record: ProbeFixture.noted("driver nvme")]
        let kernel = MockKernel(stage.machine, stage.scenario)
        #expect(ProbeFixture.restore(kernel) == .taken(by: "other"))
        #expect(kernel.driver(of: ProbeFixture.address) == "other")
        #expect(kernel.file(ProbeFixture.record) == nil)
    }

    @Test(arguments: [
        "", "vfio", "vfio-probe/record/1\naddress 0000:01:00.0\n",
        "vfio-probe/record/1\naddress 0000:01:00.0\ndriver nvme\nen",
        "vfio-probe/record/2\naddress 0000:01:00.0\nboot 1\ndriver nvme\n",
    ])
    func anUnfinishedRecordMeansNothingWasChanged(text: String) {
        var scenario = Scenario()
        scenario.files = [ProbeFixture.record: text]
        let kernel = MockKernel(ProbeFixture().machine, scenario)
        #expect(ProbeFixture.restore(kernel) == .unchanged)
        #expect(kernel.file(ProbeFixture.record) == nil)
    }

    @Test(arguments: [
        "something else\nend\n", "vfio-probe/record/2\nend\n", "vfio-probe/record/3\nend\n",
        "vfio-probe/record/2\naddress 0000:01:00.0\ndriver nvme\nend\n",
        ProbeFixture.noted().replacing("0000:01:00.0", with: "0000:02:00.0"),
        ProbeFixture.noted("driver ../../x"), ProbeFixture.noted("driver a", "driver b"),
        ProbeFixture.noted("override a/b"), ProbeFixture.noted("driver"),
        ProbeFixture.noted("driver a\tb"),
    ])
    func aRecordThatIsNoneIsLeftAlone(text: String) {
        var scenario = Scenario()
        scenario.files = [ProbeFixture.record: text]
        let kernel = MockKernel(ProbeFixture().machine, scenario)
        guard case .failed(let failure) = ProbeFixture.restore(kernel) else {
            Issue.record("taken for a record")
            return
        }
        #expect(failure.text.contains("is not a record of"))
        #expect(kernel.file(ProbeFixture.record) == text)
        #expect(!kernel.calls.contains { $0.call == .write })
    }
}
