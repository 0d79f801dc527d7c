import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// Whatever sysfs holds before a probe, it holds afterwards.
struct PutBackTests {
    /// A driver, and whether the device's ids match it; a driver whose ids do not was bound by an
    /// override that is gone since, or by an id that was taken back.
    struct Bound: Sendable {
        let name: String?
        var hasID = true
    }

    static let drivers = [
        Bound(name: nil), Bound(name: "nvme"), Bound(name: "other"),
        Bound(name: "nvme", hasID: false), Bound(name: "pci-stub", hasID: false),
        Bound(name: "vfio-pci", hasID: false), Bound(name: "vfio-pci"),
        Bound(name: "i6300ESB timer"), Bound(name: "i6300ESB timer", hasID: false),
    ]
    static let overrides = [
        nil, "nvme", "other", "pci-stub", "vfio-pci", "i6300ESB timer", "no-such-driver", " x",
    ]

    private func stage(_ driver: Bound, _ override: String?) -> ProbeFixture {
        var stage = ProbeFixture()
        stage.machine.devices[0].driver = driver.name
        stage.scenario.idDrivers = driver.hasID ? [driver.name ?? "nvme"] : []
        stage.scenario.files[ProbeFixture.override] = (override ?? "(null)") + "\n"
        return stage
    }

    private func expectAsBefore(
        _ kernel: MockKernel, _ driver: Bound, _ override: String?, _ what: String
    ) {
        #expect(kernel.driver(of: ProbeFixture.address) == driver.name, "\(what)")
        #expect(kernel.file(ProbeFixture.override) == (override ?? "(null)") + "\n", "\(what)")
        #expect(kernel.file(ProbeFixture.record) == nil, "\(what)")
        #expect(kernel.openHandles.isEmpty, "\(what)")
    }

    @Test(arguments: drivers, overrides)
    func anyStateIsPutBack(driver: Bound, override: String?) throws {
        let run = stage(driver, override).run()
        _ = try run.result.get()
        expectAsBefore(run.kernel, driver, override, "clean")
    }

    /// By `restore` after a kill at any moment, and by a probe whose n-th write fails.
    @Test(arguments: drivers, overrides)
    func anyStateIsPutBackAfterTrouble(driver: Bound, override: String?) throws {
        let clean = stage(driver, override)
        let calls = clean.run().kernel.calls
        for moment in 0...calls.count {
            var stage = clean
            stage.scenario.killedAfter = moment
            var scenario = clean.scenario
            scenario.files = [:]
            let kernel = stage.run().kernel.restarted(scenario)
            if kernel.file(ProbeFixture.record) != nil {
                let outcome = ProbeFixture.restore(kernel)
                let expected = [Restore.Outcome.restored(driver: driver.name), .unchanged]
                #expect(expected.contains(outcome), "\(moment): \(outcome)")
            }
            expectAsBefore(kernel, driver, override, "killed after \(moment)")
        }
        for nth in 1...max(1, calls.count { $0.call == .write }) {
            var stage = clean
            stage.scenario.failures = [
                Scenario.FailureRule(call: "write", nth: nth, errno: "EBUSY")
            ]
            expectAsBefore(stage.run().kernel, driver, override, "write \(nth)")
        }
    }

    /// Nothing can be written, so nothing was: that is said, and no record stays.
    @Test func aReadOnlySysfs() {
        var stage = ProbeFixture()
        stage.scenario.failures = [Scenario.FailureRule(call: "write", times: 0, errno: "EROFS")]
        let run = stage.run()
        #expect(run.failure?.kind == .failed)
        #expect(run.failure?.cause?.errno.name == "EROFS")
        #expect(run.failure?.text.hasSuffix("; nothing was changed") == true)
        #expect(run.failure?.next?.contains("remount /sys read-write") == true)
        ProbeFixture.expectNothingLeft(run.kernel)
        #expect(run.kernel.file(ProbeFixture.record) == nil)
    }

    /// The first write fails, and yet it had its effect: then it is undone, not passed over.
    @Test func aFirstChangeThatFailsAndIsMadeAllTheSame() {
        var stage = ProbeFixture()
        stage.scenario.failures = [Scenario.FailureRule(call: "write", errno: "EIO")]
        let kernel = MockKernel(stage.machine, stage.scenario)
        kernel.beforeCall = { [unowned kernel] in
            guard kernel.calls.last?.call == .write else { return }
            kernel.beforeCall = nil
            try? kernel.write("vfio-pci\n", to: ProbeFixture.override, yields: false)
        }
        let result = ProbeFixture.probe(kernel, stage.machine, stage.options)
        guard case .failure(let failure) = result else {
            Issue.record("a failed write was passed over")
            return
        }
        #expect(!failure.text.contains("nothing was changed"))
        ProbeFixture.expectNothingLeft(kernel)
        #expect(kernel.file(ProbeFixture.record) == nil)
    }
}
