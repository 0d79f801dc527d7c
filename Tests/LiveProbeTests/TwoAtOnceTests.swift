import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// Two processes at one device: whatever the one does, and whenever, the other comes to no harm.
struct TwoAtOnceTests {
    static let backends = [BackendChoice.cdev, .group]

    private static func stage(_ backend: BackendChoice) -> ProbeFixture {
        var stage = ProbeFixture()
        stage.options = ProbeFixture.everything(backend)
        return stage
    }

    /// A probe into which something else is put before its n-th call.
    private static func run(
        _ stage: ProbeFixture, interruptedBefore nth: Int, by other: @escaping (MockKernel) -> Void
    ) -> ProbeFixture.Run {
        let kernel = MockKernel(stage.machine, stage.scenario)
        var count = 0
        kernel.beforeCall = { [unowned kernel] in
            count += 1
            guard count == nth else { return }
            kernel.beforeCall = nil
            other(kernel)
        }
        let result = ProbeFixture.probe(kernel, stage.machine, stage.options)
        return ProbeFixture.Run(result: result, kernel: kernel, told: [])
    }

    /// A second probe, from its first to its last call, between any two calls of the first.
    @Test(arguments: backends, backends)
    func aSecondProbeIsRefusedOrAlone(first: BackendChoice, second: BackendChoice) {
        let stage = Self.stage(first)
        let calls = stage.run().kernel.calls.map(\.call)
        var refused = 0
        for nth in 1...calls.count {
            var other: Result<ProbeReport, ProbeFailure>?
            var writes = 0
            let run = Self.run(stage, interruptedBefore: nth) { kernel in
                let before = kernel.calls.count
                other = ProbeFixture.probe(kernel, stage.machine, Self.stage(second).options)
                writes = kernel.calls[before...].count { $0.call == .write }
            }
            #expect(run.failure == nil, "\(nth), before \(calls[nth - 1])")
            if case .failure(let failure) = other {
                #expect(failure.kind == .refused)
                #expect(failure.text.contains("another vfio-probe"), "\(nth): \(failure)")
                #expect(writes == 0)
                refused += 1
            }
            ProbeFixture.expectNothingLeft(run.kernel)
            #expect(run.kernel.file(ProbeFixture.record) == nil)
        }
        // From the making of the record to its removal.
        let held = calls.lastIndex(of: .remove).map { $0 - (calls.firstIndex(of: .create) ?? 0) }
        #expect(refused == held)
    }

    /// What another one was about to undo, before this one had made its record, is not noted.
    @Test(arguments: backends)
    func theStateIsReadUnderTheRecord(backend: BackendChoice) throws {
        var stage = Self.stage(backend)
        let creation = try #require(
            stage.run().kernel.calls.firstIndex { $0.call == .create })
        stage.scenario.files[ProbeFixture.override] = "vfio-pci\n"
        let run = Self.run(stage, interruptedBefore: creation + 1) { kernel in
            try? kernel.write("\n", to: ProbeFixture.override, yields: false)
        }
        #expect(run.failure == nil)
        ProbeFixture.expectNothingLeft(run.kernel)
    }

    /// Whether a device may be taken was judged for the driver that it had.
    @Test(arguments: backends)
    func anotherDriverMeanwhileIsNotTakenFromItsDevice(backend: BackendChoice) throws {
        let stage = Self.stage(backend)
        let creation = try #require(
            stage.run().kernel.calls.firstIndex { $0.call == .create })
        let run = Self.run(stage, interruptedBefore: creation + 1) { kernel in
            kernel.setDriver("uio_pci_generic", of: ProbeFixture.address)
        }
        #expect(run.failure?.kind == .refused)
        #expect(run.failure?.text.contains("changed meanwhile: nvme, now uio_pci_generic") == true)
        #expect(!run.kernel.calls.contains { $0.call == .write })
        ProbeFixture.expectNothingLeft(run.kernel, driver: "uio_pci_generic")
        #expect(run.kernel.file(ProbeFixture.record) == nil)
    }

    /// `restore` between any two calls leaves a running probe its device.
    @Test(arguments: backends)
    func restoreLeavesARunningProbeAlone(backend: BackendChoice) {
        let stage = Self.stage(backend)
        let calls = stage.run().kernel.calls.map(\.call)
        var cleaned = 0
        for nth in 1...calls.count {
            var outcome: Restore.Outcome?
            let run = Self.run(stage, interruptedBefore: nth) { kernel in
                let restore = Restore(kernel)
                guard (try? restore.addresses())?.isEmpty == false else { return }
                let before = kernel.calls.count
                outcome = ProbeFixture.restore(kernel)
                #expect(!kernel.calls[before...].contains { $0.call == .write })
            }
            switch outcome {
            case nil, .running: #expect(run.failure == nil, "\(nth)")
            // Between the making of the record and its lock: the probe has not begun.
            case .unchanged:
                cleaned += 1
                #expect(run.failure?.kind == .refused)
            default: Issue.record("\(nth): \(String(describing: outcome))")
            }
            ProbeFixture.expectNothingLeft(run.kernel)
            #expect(run.kernel.file(ProbeFixture.record) == nil)
        }
        #expect(cleaned == 1)
    }

    /// A probe between any two calls of `restore`.
    @Test func aProbeAtAnyMomentOfRestore() {
        var killed = ProbeFixture()
        killed.scenario.killedAfter = ProbeFixture.callsUntilBorrowed
        let left = killed.run().kernel
        let whole = left.restarted()
        _ = ProbeFixture.restore(whole)
        for nth in 1...whole.calls.count {
            let kernel = left.restarted()
            var count = 0
            kernel.beforeCall = { [unowned kernel] in
                count += 1
                guard count == nth else { return }
                kernel.beforeCall = nil
                _ = ProbeFixture.probe(kernel, killed.machine, killed.options)
            }
            #expect(ProbeFixture.restore(kernel) == .restored(driver: "nvme"), "\(nth)")
            ProbeFixture.expectNothingLeft(kernel)
            #expect(kernel.file(ProbeFixture.record) == nil)
        }
    }

    /// `restore` that has opened a record of a probe which ends, before another one makes its own.
    @Test func aRecordThatWasReplacedIsNotTakenForTheOldOne() throws {
        let kernel = MockKernel(ProbeFixture().machine)
        let old = try kernel.create(ProbeFixture.record)
        var count = 0
        kernel.beforeCall = { [unowned kernel] in
            count += 1
            guard count == 2 else { return }
            kernel.beforeCall = nil
            try? kernel.remove(ProbeFixture.record)
            kernel.close(old)
            let next = try? kernel.create(ProbeFixture.record)
            if let next { try? kernel.lock(next) }
        }
        #expect(ProbeFixture.restore(kernel) == .running)
        #expect(kernel.file(ProbeFixture.record) != nil)
        #expect(!kernel.calls.contains { $0.call == .write })
    }

    /// What was left at vfio-pci by a killed run is kept from `restore` while a probe visits it.
    @Test func aVisitKeepsTheRecordThatIsThere() throws {
        var killed = ProbeFixture()
        killed.scenario.killedAfter = ProbeFixture.callsUntilBorrowed
        let kernel = killed.run().kernel.restarted()
        var outcomes: [Restore.Outcome] = []
        var isInside = false
        kernel.beforeCall = { [unowned kernel] in
            guard !isInside, kernel.openHandles.values.contains("/dev/iommu") else { return }
            isInside = true
            outcomes.append(ProbeFixture.restore(kernel))
            isInside = false
        }
        _ = try ProbeFixture.probe(kernel, killed.machine, killed.options).get()
        kernel.beforeCall = nil
        #expect(!outcomes.isEmpty && outcomes.allSatisfy { $0 == .running })
        #expect(ProbeFixture.restore(kernel) == .restored(driver: "nvme"))
        ProbeFixture.expectNothingLeft(kernel)
    }

    @Test func aMateOfTheGroupThatIsBorrowedIsInTheWay() throws {
        var stage = ProbeFixture()
        let peer = try #require(BusAddress("0000:01:00.1"))
        var other = DeviceSnapshot(address: peer)
        other.iommuGroup = 12
        stage.machine.devices.append(other)
        stage.scenario.files = ["/run/vfio-probe/\(peer)": "vfio-probe/record/2\n"]
        let run = stage.run()
        #expect(run.failure?.kind == .refused)
        #expect(
            run.failure?.text == "another vfio-probe has 0000:01:00.1 of the same IOMMU group")
        #expect(!run.kernel.calls.contains { $0.call == .write })
        ProbeFixture.expectNothingLeft(run.kernel)
        #expect(run.kernel.file(ProbeFixture.record) == nil)
    }
}
