import LiveProbe
import MockKernel
import PCISnapshot
import Testing

struct DryRunTests {
    private static let looking: Set<Call> = [.read, .readLink, .list, .checkDirectory]

    @Test(arguments: BackendChoice.allCases)
    func aDryRunOnlyLooks(backend: BackendChoice) throws {
        let stage = ProbeFixture()
        let kernel = MockKernel(stage.machine)
        let dryRun = stage.dryRun(over: kernel)
        _ = try ProbeFixture.probe(dryRun, stage.machine, ProbeFixture.everything(backend)).get()
        #expect(kernel.calls.allSatisfy { Self.looking.contains($0.call) })
        ProbeFixture.expectNothingLeft(kernel)
    }

    /// The steps are the calls of the probe itself, name by name; locks change nothing.
    @Test(arguments: BackendChoice.allCases)
    func itsStepsAreThoseOfTheProbe(backend: BackendChoice) throws {
        var stage = ProbeFixture()
        stage.options = ProbeFixture.everything(backend)
        let real = stage.run().kernel.calls.filter {
            !Self.looking.contains($0.call) && $0.call != .lock
        }
        let kernel = MockKernel(stage.machine)
        let dryRun = stage.dryRun(over: kernel)
        _ = try ProbeFixture.probe(dryRun, stage.machine, stage.options).get()
        let steps = dryRun.steps.filter {
            !$0.hasPrefix("close ") && !$0.hasPrefix("munmap ")
        }
        #expect(steps.count == real.count)
        for (step, call) in zip(steps, real) {
            let name =
                switch call.call {
                case .writeRecord: "write the driver's name"
                case .touch: "read 32 bits"
                case .remove: "remove"
                default: call.call.rawValue
                }
            #expect(step.hasPrefix(name), "\(step) is not \(call.call)")
        }
    }

    @Test func aRefusalIsFoundOutWithoutTryingIt() {
        var stage = ProbeFixture()
        stage.scenario.files = ["/sys/bus/pci/devices/0000:01:00.0/boot_vga": "1\n"]
        let kernel = MockKernel(stage.machine, stage.scenario)
        let dryRun = stage.dryRun(over: kernel)
        let result = ProbeFixture.probe(dryRun, stage.machine, stage.options)
        guard case .failure(let failure) = result else {
            Issue.record("not refused")
            return
        }
        #expect(failure.kind == .refused)
        #expect(dryRun.steps.isEmpty)
    }
}
