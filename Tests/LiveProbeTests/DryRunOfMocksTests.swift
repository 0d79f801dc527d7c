import LiveProbe
import MappingPolicy
import MockKernel
import PCIDecoding
import PCISnapshot
import SnapshotFile
import TestSupport
import Testing

/// Over every mock and scenario: what a dry run names are the calls that the probe makes.
struct DryRunOfMocksTests {
    private static let looking: Set<Call> = [
        .read, .readLink, .list, .status, .claim, .checkDirectory, .lock,
    ]

    @Test(arguments: Repository.mocks + Repository.scenarios)
    func theStepsAreTheProbesCalls(path: String) throws {
        let bytes = try Repository.bytes(path)
        let machine = try SnapshotFile.decode(bytes, name: path)
        var scenario = try Scenario.decode(bytes, name: path)
        // What a scenario makes fail nobody foresees.
        scenario.failures = []
        let planner = Planner(
            options: PlanOptions(pageSize: PageSize(machine.host.pageSize) ?? .size4K),
            facts: machine.host, neighborhood: Neighborhood(machine))
        let neighbors = PageNeighbors(machine)
        for (device, backend) in machine.devices.flatMap({ device in
            BackendChoice.allCases.map { (device, $0) }
        }) {
            var options = ProbeFixture.everything(backend)
            options.overrides = Set(InUseReason.Kind.allCases)
            let run = { (kernel: any ProbeKernel) in
                let probe = Probe(
                    kernel, options, plan: { planner.plan(Device($0), tdisp: TDISPInputs($0)) },
                    tell: { _ in })
                return Result { () throws(ProbeFailure) in try probe.run(device) }
            }
            let kernel = MockKernel(machine, scenario)
            let real = run(kernel)
            let dryRun = DryRunKernel(
                MockKernel(machine, scenario), device, pageSize: machine.host.pageSize, neighbors)
            let predicted = run(dryRun)
            let name = "\(device.address) \(backend)"
            #expect(Self.kind(real) == Self.kind(predicted), "\(name)")
            #expect(
                Self.checks(real) == Self.checks(predicted), "\(name): trials come out alike")
            Self.compare(dryRun.steps, kernel.calls, name)
        }
    }

    private static func kind(_ result: Result<ProbeReport, ProbeFailure>) -> ProbeFailure.Kind? {
        if case .failure(let failure) = result { failure.kind } else { nil }
    }

    private static func checks(_ result: Result<ProbeReport, ProbeFailure>) -> [Check] {
        (try? result.get().checks) ?? []
    }

    /// Call by call, with the object where both name it alike.
    private static func compare(
        _ steps: [String], _ calls: [(call: Call, object: String)], _ name: String
    ) {
        let steps = steps.filter { !$0.hasPrefix("close ") && !$0.hasPrefix("munmap ") }
        let real = calls.filter { !looking.contains($0.call) }
        #expect(steps.count == real.count, "\(name)")
        for (step, call) in zip(steps, real) {
            let expected =
                switch call.call {
                case .writeRecord: "write the driver's name to \(call.object)"
                case .touch: "read 32 bits of "
                case .remove: "remove \(call.object)"
                case .write: "write '"
                default: "\(call.call.rawValue) \(anyNumber(call.object))"
                }
            #expect(anyNumber(step).hasPrefix(expected), "\(name): \(step) is not \(call)")
        }
    }

    /// A character device's number is not known before the device is bound.
    private static func anyNumber(_ text: String) -> String {
        text.replacing(#/\/dev\/vfio\/devices\/vfio[0-9N]+/#, with: "/dev/vfio/devices/vfioN")
    }
}
