import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// `restore`, each of its calls failing once in every way: what it did not undo, the next one does.
struct RestoreFaultTests {
    /// The machine that a probe left when it was killed at its most, and at its least.
    private func left(killedAfter calls: Int) -> MockKernel {
        var stage = ProbeFixture()
        stage.scenario.killedAfter = calls
        return stage.run().kernel
    }

    /// What `restore` does, of every record that it finds.
    private func restore(_ kernel: MockKernel) -> Result<[Restore.Outcome], ProbeFailure> {
        let restore = Restore(kernel)
        return Result { () throws(ProbeFailure) in
            try restore.addresses().map { _ in ProbeFixture.restore(kernel) }
        }
    }

    @Test func everyCallFailsInEveryWay() throws {
        var count = 0
        var states: Set<[String?]> = []
        for moment in 0...ProbeFixture().run().kernel.calls.count {
            let kernel = left(killedAfter: moment)
            let state =
                [ProbeFixture.record, ProbeFixture.override].map(kernel.file)
                + [kernel.driver(of: ProbeFixture.address)]
            guard kernel.file(ProbeFixture.record) != nil, states.insert(state).inserted else {
                continue
            }
            let clean = left(killedAfter: moment).restarted()
            #expect(try restore(clean).get().count == 1)
            for fault in Fault.all(in: clean.calls) {
                var scenario = Scenario()
                scenario.failures = [fault.rule]
                let kernel = left(killedAfter: moment).restarted(scenario)
                judge(restore(kernel), fault)
                #expect(kernel.openHandles.isEmpty)
                let next = kernel.restarted()
                _ = try restore(next).get()
                ProbeFixture.expectNothingLeft(next)
                #expect(next.file(ProbeFixture.record) == nil, "\(fault)")
                count += 1
            }
        }
        print("faults injected: \(count), restore")
        // Cut short, noted, overridden, unbound, bound to vfio-pci; with the own driver's name for an
        // override, and bound to that driver.
        #expect(states.count == 7 && count > 600)
    }

    private func judge(_ result: Result<[Restore.Outcome], ProbeFailure>, _ fault: Fault) {
        let isAbsence = ["ENOENT", "ENOTDIR", "ESRCH"].contains(fault.errno.name)
        let isProcess = Int(fault.object.split(separator: "/").dropFirst().first ?? "") != nil
        switch (fault.call, result) {
        case (_, .success([.restored(driver: "nvme")])), (_, .success([.unchanged])):
            // Giving back is tried again; nothing else may fail and be passed over.
            let isRetried = [.write, .readLink].contains(fault.call) || fault.errno == .interrupted
            let isOverride = fault.call == .read && fault.object == ProbeFixture.override
            // No process, no group, no node: then nobody has it open.
            let isNode = fault.call == .list || fault.object.hasSuffix("/dev")
            let isNobody = (isNode || isProcess) && isAbsence
            #expect(isRetried || isOverride || isNobody, "\(fault)")
        case (.lock, .success([.running])): #expect(fault.errno == .again, "\(fault)")
        case (.open, .success([.running])): #expect(fault.errno == .noSuchFile, "\(fault)")
        case (.list, .success([])): #expect(isAbsence, "\(fault)")
        case (.checkDirectory, .success([])): #expect(fault.errno == .noSuchFile, "\(fault)")
        case (_, .success(let outcomes)):
            guard case .failed(let failure)? = outcomes.first else {
                Issue.record("\(fault): \(outcomes)")
                return
            }
            // A process that cannot be looked at may have the device open.
            if isProcess {
                #expect(failure.kind == .refused, "\(fault)")
                #expect(failure.text.contains("\(fault.errno)"), "\(fault)")
                return
            }
            // A record that is a link, or that others may have written.
            let isRefused =
                [.open, .lock].contains(fault.call)
                && ["ELOOP", "ENOTDIR", "EPERM"].contains(fault.errno.name)
            #expect(failure.kind == (isRefused ? .refused : .failed), "\(fault)")
            #expect(failure.cause == CallFailure(fault.call, fault.object, fault.errno))
        case (.list, .failure(let failure)), (.checkDirectory, .failure(let failure)):
            #expect(failure.cause == CallFailure(fault.call, fault.object, fault.errno))
        case (_, .failure(let failure)): Issue.record("\(fault): \(failure)")
        }
    }
}
