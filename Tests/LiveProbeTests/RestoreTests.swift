import LiveProbe
import MockKernel
import PCISnapshot
import Testing

struct RestoreTests {
    /// A process that is killed after any of its calls, and `restore` afterwards.
    @Test(arguments: [BackendChoice.cdev, .group], ["nvme", nil])
    func everyKillIsUndone(backend: BackendChoice, driver: String?) {
        var clean = Stage()
        clean.options = Stage.everything(backend)
        clean.machine.devices[0].driver = driver
        let count = clean.run().kernel.calls.count
        var restored = 0
        for after in 0...count {
            var stage = clean
            stage.scenario.killedAfter = after
            let next = stage.run().kernel.restarted()
            if let addresses = try? Restore(next).addresses(), !addresses.isEmpty {
                let outcome = Stage.restore(next)
                #expect([.restored(driver: driver), .unchanged].contains(outcome), "\(after)")
                restored += 1
            }
            Stage.expectNothingLeft(next, driver: driver)
            #expect(next.file(Stage.record) == nil)
        }
        #expect(restored > 30)
    }

    /// And a `restore` that is killed itself, again and again.
    @Test func aKilledRestoreCanBeRepeated() {
        var stage = Stage()
        stage.scenario.killedAfter = Stage.callsUntilBorrowed
        let left = stage.run().kernel
        for after in 0..<20 {
            var scenario = Scenario()
            scenario.killedAfter = after
            let dying = left.restarted(scenario)
            _ = Stage.restore(dying)
            let next = dying.restarted()
            _ = Stage.restore(next)
            Stage.expectNothingLeft(next)
            #expect(next.file(Stage.record) == nil)
        }
    }

    @Test func aProbeAfterAKillAsksForRestore() {
        var stage = Stage()
        stage.scenario.killedAfter = Stage.callsUntilBorrowed
        let next = stage.run().kernel.restarted()
        // Still with vfio-pci, it can be probed; back with its driver by hand, it cannot.
        next.setDriver("nvme", of: Stage.address)
        let result = Stage.probe(next, stage.machine, stage.options)
        guard case .failure(let failure) = result else {
            Issue.record("a record was passed over")
            return
        }
        #expect(failure.kind == .refused)
        #expect(failure.next == "vfio-probe restore 0000:01:00.0")
    }

    @Test func aSecondProbeIsRefused() throws {
        let first = MockKernel(Stage().machine)
        let file = try first.create(Stage.record)
        try first.lock(file)
        try first.write("vfio-probe/record/2\n", to: file)
        let result = Stage.probe(first, Stage().machine, Stage.everything())
        guard case .failure(let failure) = result else {
            Issue.record("two probes at once")
            return
        }
        #expect(failure.kind == .refused)
        #expect(failure.text == "another vfio-probe is at 0000:01:00.0")
        #expect(Stage.restore(first) == .running)
    }

    @Test func aDriverThatSomebodyElseChoseIsLeft() {
        var stage = Stage()
        stage.machine.devices[0].driver = "other"
        stage.scenario.files = [Stage.record: Stage.noted("driver nvme")]
        let kernel = MockKernel(stage.machine, stage.scenario)
        #expect(Stage.restore(kernel) == .taken(by: "other"))
        #expect(kernel.driver(of: Stage.address) == "other")
        #expect(kernel.file(Stage.record) == nil)
    }

    @Test(arguments: [
        "", "vfio", "vfio-probe/record/1\naddress 0000:01:00.0\n",
        "vfio-probe/record/1\naddress 0000:01:00.0\ndriver nvme\nen",
        "vfio-probe/record/2\naddress 0000:01:00.0\nboot 1\ndriver nvme\n",
    ])
    func anUnfinishedRecordMeansNothingWasChanged(text: String) {
        var scenario = Scenario()
        scenario.files = [Stage.record: text]
        let kernel = MockKernel(Stage().machine, scenario)
        #expect(Stage.restore(kernel) == .unchanged)
        #expect(kernel.file(Stage.record) == nil)
    }

    @Test(arguments: [
        "something else\nend\n", "vfio-probe/record/2\nend\n", "vfio-probe/record/3\nend\n",
        "vfio-probe/record/2\naddress 0000:01:00.0\ndriver nvme\nend\n",
        Stage.noted().replacing("0000:01:00.0", with: "0000:02:00.0"),
        Stage.noted("driver ../../x"), Stage.noted("driver a", "driver b"),
        Stage.noted("override a/b"), Stage.noted("driver"), Stage.noted("driver a\tb"),
    ])
    func aRecordThatIsNoneIsLeftAlone(text: String) {
        var scenario = Scenario()
        scenario.files = [Stage.record: text]
        let kernel = MockKernel(Stage().machine, scenario)
        guard case .failed(let failure) = Stage.restore(kernel) else {
            Issue.record("taken for a record")
            return
        }
        #expect(failure.text.contains("is no record of"))
        #expect(kernel.file(Stage.record) == text)
        #expect(!kernel.calls.contains { $0.call == .write })
    }
}
