import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// Two processes at one device: whatever the one does, and whenever, the other comes to no harm.
struct TwoAtOnceTests {
    static let backends = [BackendChoice.cdev, .group]

    private static func stage(_ backend: BackendChoice) -> Stage {
        var stage = Stage()
        stage.options = Stage.everything(backend)
        return stage
    }

    /// A probe into which something else is put before its n-th call.
    private static func run(
        _ stage: Stage, interruptedBefore nth: Int, by other: @escaping (MockKernel) -> Void
    ) -> Stage.Run {
        let kernel = MockKernel(stage.machine, stage.scenario)
        var count = 0
        kernel.beforeCall = { [unowned kernel] in
            count += 1
            guard count == nth else { return }
            kernel.beforeCall = nil
            other(kernel)
        }
        let result = Stage.probe(kernel, stage.machine, stage.options)
        return Stage.Run(result: result, kernel: kernel, told: [])
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
                other = Stage.probe(kernel, stage.machine, Self.stage(second).options)
                writes = kernel.calls[before...].count { $0.call == .write }
            }
            #expect(run.failure == nil, "\(nth), before \(calls[nth - 1])")
            if case .failure(let failure) = other {
                #expect(failure.kind == .refused)
                #expect(failure.text.contains("another vfio-probe"), "\(nth): \(failure)")
                #expect(writes == 0)
                refused += 1
            }
            Stage.expectNothingLeft(run.kernel)
            #expect(run.kernel.file(Stage.record) == nil)
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
        stage.scenario.files[Stage.override] = "vfio-pci\n"
        let run = Self.run(stage, interruptedBefore: creation + 1) { kernel in
            try? kernel.write("\n", to: Stage.override, yields: false)
        }
        #expect(run.failure == nil)
        Stage.expectNothingLeft(run.kernel)
    }

    /// Whether a device may be taken was judged for the driver that it had.
    @Test(arguments: backends)
    func anotherDriverMeanwhileIsNotTakenFromItsDevice(backend: BackendChoice) throws {
        let stage = Self.stage(backend)
        let creation = try #require(
            stage.run().kernel.calls.firstIndex { $0.call == .create })
        let run = Self.run(stage, interruptedBefore: creation + 1) { kernel in
            kernel.setDriver("uio_pci_generic", of: Stage.address)
        }
        #expect(run.failure?.kind == .refused)
        #expect(run.failure?.text.contains("went from nvme to uio_pci_generic") == true)
        #expect(!run.kernel.calls.contains { $0.call == .write })
        Stage.expectNothingLeft(run.kernel, driver: "uio_pci_generic")
        #expect(run.kernel.file(Stage.record) == nil)
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
                outcome = Stage.restore(kernel)
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
            Stage.expectNothingLeft(run.kernel)
            #expect(run.kernel.file(Stage.record) == nil)
        }
        #expect(cleaned == 1)
    }

    /// A probe between any two calls of `restore`.
    @Test func aProbeAtAnyMomentOfRestore() {
        var killed = Stage()
        killed.scenario.killedAfter = Stage.callsUntilBorrowed
        let left = killed.run().kernel
        let whole = left.restarted()
        _ = Stage.restore(whole)
        for nth in 1...whole.calls.count {
            let kernel = left.restarted()
            var count = 0
            kernel.beforeCall = { [unowned kernel] in
                count += 1
                guard count == nth else { return }
                kernel.beforeCall = nil
                _ = Stage.probe(kernel, killed.machine, killed.options)
            }
            #expect(Stage.restore(kernel) == .restored(driver: "nvme"), "\(nth)")
            Stage.expectNothingLeft(kernel)
            #expect(kernel.file(Stage.record) == nil)
        }
    }

    /// `restore` that has opened a record of a probe which ends, before another one makes its own.
    @Test func aRecordThatWasReplacedIsNotTakenForTheOldOne() throws {
        let kernel = MockKernel(Stage().machine)
        let old = try kernel.create(Stage.record)
        var count = 0
        kernel.beforeCall = { [unowned kernel] in
            count += 1
            guard count == 2 else { return }
            kernel.beforeCall = nil
            try? kernel.remove(Stage.record)
            kernel.close(old)
            let next = try? kernel.create(Stage.record)
            if let next { try? kernel.lock(next) }
        }
        #expect(Stage.restore(kernel) == .running)
        #expect(kernel.file(Stage.record) != nil)
        #expect(!kernel.calls.contains { $0.call == .write })
    }

    /// What was left at vfio-pci by a killed run is kept from `restore` while a probe visits it.
    @Test func aVisitKeepsTheRecordThatIsThere() throws {
        var killed = Stage()
        killed.scenario.killedAfter = Stage.callsUntilBorrowed
        let kernel = killed.run().kernel.restarted()
        var outcomes: [Restore.Outcome] = []
        var isInside = false
        kernel.beforeCall = { [unowned kernel] in
            guard !isInside, kernel.openHandles.values.contains("/dev/iommu") else { return }
            isInside = true
            outcomes.append(Stage.restore(kernel))
            isInside = false
        }
        _ = try Stage.probe(kernel, killed.machine, killed.options).get()
        kernel.beforeCall = nil
        #expect(!outcomes.isEmpty && outcomes.allSatisfy { $0 == .running })
        #expect(Stage.restore(kernel) == .restored(driver: "nvme"))
        Stage.expectNothingLeft(kernel)
    }

    @Test func aMateOfTheGroupThatIsBorrowedIsInTheWay() throws {
        var stage = Stage()
        let mate = try #require(BusAddress("0000:01:00.1"))
        var other = DeviceSnapshot(address: mate)
        other.iommuGroup = 12
        stage.machine.devices.append(other)
        stage.scenario.files = ["/run/vfio-probe/\(mate)": "vfio-probe/record/2\n"]
        let run = stage.run()
        #expect(run.failure?.kind == .refused)
        #expect(
            run.failure?.text == "another vfio-probe has 0000:01:00.1 of the same IOMMU group")
        #expect(!run.kernel.calls.contains { $0.call == .write })
        Stage.expectNothingLeft(run.kernel)
        #expect(run.kernel.file(Stage.record) == nil)
    }
}
