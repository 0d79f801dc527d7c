import LiveProbe
import MappingPolicy
import MockKernel
import PCISnapshot
import Testing

struct FlowTests {
    @Test(arguments: BackendChoice.allCases)
    func borrowsAsksProvesAndGivesBack(backend: BackendChoice) throws {
        var stage = ProbeFixture()
        stage.options = ProbeFixture.everything(backend)
        let run = stage.run()
        let report = try run.result.get()
        ProbeFixture.expectNothingLeft(run.kernel)
        #expect(run.kernel.file(ProbeFixture.record) == nil)
        #expect(report.visit.backend == (backend == .group ? .group : .cdev))
        #expect(report.visit.borrowedFrom == "nvme")
        #expect(report.visit.driver == "vfio-pci")
        #expect(report.snapshot.vfio?.regions.map(\.index) == Array(0...7))
        #expect(report.plan.isLive && !report.prediction.isLive)
        #expect(report.comparisons.allSatisfy { $0.differences.isEmpty })
        #expect(report.contradictions == 0)
        #expect(report.checks.count { $0.kind == .map } == 3)
        #expect(report.checks.count { $0.kind == .export } == 3)
        #expect(report.checks.count { $0.kind == .refusal } == 2)
        #expect(report.checks.count { $0.kind == .touch } == 6)
        #expect(run.told.first?.contains("reset the function, by flr (or bus)") == true)
    }

    @Test(arguments: [BackendChoice.cdev, .group])
    func noRequestIsMadeTwice(backend: BackendChoice) throws {
        var stage = ProbeFixture()
        stage.options = ProbeFixture.everything(backend)
        let calls = stage.run().kernel.calls.filter { $0.call.rawValue.hasPrefix("VFIO_") }
        #expect(Set(calls.map { "\($0.call) \($0.object)" }).count == calls.count)
    }

    @Test(arguments: [
        (BackendChoice.cdev, ["/dev/vfio/devices/vfio0", "/dev/iommu", ProbeFixture.record]),
        (.group, ["0000:01:00.0", "/dev/vfio/12", "/dev/vfio/vfio", ProbeFixture.record]),
    ])
    func descriptorsAreClosedInReverse(backend: BackendChoice, names: [String]) {
        var stage = ProbeFixture()
        stage.options = ProbeFixture.everything(backend)
        stage.options.verify = false
        stage.options.touch = false
        #expect(stage.run().kernel.closed == names)
    }

    @Test func aDeviceThatVFIOHasIsLeftWhereItIs() throws {
        var stage = ProbeFixture()
        stage.machine.devices[0].driver = "mlx5_vfio_pci"
        stage.options.bind = false
        stage.options.touch = false
        let run = stage.run()
        let report = try run.result.get()
        #expect(!report.visit.wasBound && report.visit.driver == "mlx5_vfio_pci")
        #expect(!run.kernel.calls.contains { [.write, .create, .remove].contains($0.call) })
        ProbeFixture.expectNothingLeft(run.kernel, driver: "mlx5_vfio_pci")
    }

    @Test func aDeviceWithoutDriverIsGivenBackToNone() throws {
        var stage = ProbeFixture()
        stage.machine.devices[0].driver = nil
        let run = stage.run()
        #expect(try run.result.get().visit.borrowedFrom == nil)
        ProbeFixture.expectNothingLeft(run.kernel, driver: nil)
    }

    @Test func aModuleIsLoaded() throws {
        var stage = ProbeFixture()
        stage.scenario.vfioDriver = "module"
        let run = stage.run()
        _ = try run.result.get()
        #expect(run.kernel.calls.contains { $0.call == .loadModule && $0.object == "vfio-pci" })
    }

    @Test func autoTakesTheGroupWhereThereIsNoCharacterDevice() throws {
        var stage = ProbeFixture()
        stage.scenario.interfaces = ["group"]
        #expect(try stage.run().result.get().visit.backend == .group)
    }

    @Test func theKernelsAnswerWinsAndTheDifferenceIsTold() throws {
        var stage = ProbeFixture()
        // As nvgrace-gpu or hisi_acc do: a region of half the BAR's size, without mmap.
        let words: [UInt32] = [32, 3, 0, 0, 0x8000, 0, 0, 0]
        let bytes = words.flatMap { word in (0..<4).map { UInt8(word >> (8 * $0) & 0xff) } }
        stage.machine.devices[0].vfio = VFIORecord(
            regions: [VFIORecord.Region(index: 0, info: bytes)])
        let report = try #require(try? FlowTests.onlyRegionZero(stage).get())
        let bar = try #require(report.comparisons.first)
        #expect(bar.differences.first == "size 0x8000, predicted 0x10000")
        #expect(bar.differences.last == "0x0 bytes can be mapped, predicted 0xe000")
    }

    /// Regions that the record leaves out are EINVAL, which only the VGA region may be.
    private static func onlyRegionZero(_ stage: ProbeFixture) -> Result<ProbeReport, ProbeFailure> {
        var stage = stage
        let empty = (1...7).map { index in
            let words: [UInt32] = [32, 0, UInt32(index), 0, 0, 0, 0, 0]
            return VFIORecord.Region(
                index: index,
                info: words.flatMap { word in (0..<4).map { UInt8(word >> (8 * $0) & 0xff) } })
        }
        stage.machine.devices[0].vfio?.regions += empty
        return stage.run().result
    }
}
