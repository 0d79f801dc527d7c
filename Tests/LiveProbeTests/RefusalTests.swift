import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// A device in use is not taken, and who uses it is named.
struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let reason: String
        let kind: InUseReason.Kind
        var scene = SysfsFixture()
        var classCode: UInt32 = 0x01_0802
        var driver: String? = "nvme"
        var peer: String?
        var headerType: UInt8?
        /// Whether nothing overrides it.
        var isFinal = false

        init(
            _ kind: InUseReason.Kind, _ reason: String, isFinal: Bool = false,
            _ furnish: (inout Case) -> Void
        ) {
            self.kind = kind
            self.reason = reason
            self.isFinal = isFinal
            furnish(&self)
        }

        var testDescription: String { reason }
    }

    private func stage(_ scene: Case) -> ProbeFixture {
        var stage = ProbeFixture()
        scene.scene.furnish(&stage.scenario)
        stage.machine.devices[0].identity.classCode = scene.classCode
        stage.machine.devices[0].driver = scene.driver
        if let type = scene.headerType {
            stage.machine.devices[0].config = ProbeFixture.config(headerType: type)
        }
        if let peer = scene.peer, let address = BusAddress("0000:01:00.1") {
            var other = DeviceSnapshot(address: address)
            other.driver = peer
            other.iommuGroup = 12
            stage.machine.devices.append(other)
        }
        return stage
    }

    @Test(arguments: cases)
    func aDeviceInUseIsRefused(scene: Case) {
        let run = stage(scene).run()
        #expect(run.failure?.kind == .refused)
        #expect(run.failure?.text.contains(scene.reason) == true, "\(run.failure?.text ?? "")")
        let looks: [Call] = [.read, .readLink, .list, .status, .claim]
        #expect(run.kernel.calls.allSatisfy { looks.contains($0.call) })
        ProbeFixture.expectNothingLeft(run.kernel, driver: scene.driver)
        let next = run.failure?.next ?? ""
        #expect(next.contains(scene.isFinal ? "cannot be overridden" : scene.kind.rawValue))
    }

    /// What was named is overridden; what was not, or cannot be, is not.
    @Test(arguments: cases)
    func whatIsNamedIsOverridden(scene: Case) {
        var forced = stage(scene)
        forced.options.overrides = Set(InUseReason.Kind.allCases)
        let run = forced.run()
        ProbeFixture.expectNothingLeft(run.kernel, driver: scene.driver)
        guard !scene.isFinal else {
            #expect(run.failure?.kind == .refused)
            #expect(run.failure?.text.contains(scene.reason) == true)
            return
        }
        #expect(
            run.told.contains { $0.contains(scene.reason) && $0.contains("overridden") })
        // VFIO itself does not give a group that it cannot have.
        #expect(run.failure?.kind == (scene.peer == nil ? nil : .refused))

        forced.options.overrides.remove(scene.kind)
        #expect(forced.run().failure?.kind == .refused)
    }

    @Test(arguments: ["pcieport", "pci-stub", "vfio-pci", "xe_vfio_pci"])
    func driversThatDoNoDMAAreNotInTheWay(peer: String) {
        #expect(stage(Case(.group, "") { $0.peer = peer }).run().failure == nil)
    }

    @Test(arguments: free)
    func aFreeDeviceIsTaken(scene: Case) {
        let run = stage(scene).run()
        #expect(run.failure == nil, "\(run.failure?.text ?? "")")
        ProbeFixture.expectNothingLeft(run.kernel, driver: scene.driver)
    }

    /// Somebody comes between the first questions and `unbind`: asked again, nothing is taken.
    @Test func whatHappensMeanwhileIsSeen() {
        var stage = ProbeFixture()
        SysfsFixture.disk.furnish(&stage.scenario)
        let kernel = MockKernel(stage.machine, stage.scenario)
        kernel.beforeCall = { [unowned kernel] in
            guard kernel.calls.last?.call == .writeRecord else { return }
            kernel.setFile(
                "/proc/1/mountinfo", SysfsFixture.mounts + "27 1 259:0 / /srv rw - ext4 /dev/x rw\n"
            )
        }
        let result = ProbeFixture.probe(kernel, stage.machine, stage.options)
        guard case .failure(let failure) = result else {
            Issue.record("it is taken")
            return
        }
        #expect(failure.kind == .refused && failure.text.contains("is mounted at /srv"))
        #expect(!kernel.calls.contains { $0.object.hasSuffix("/unbind") })
        ProbeFixture.expectNothingLeft(kernel)
        #expect(kernel.file(ProbeFixture.record) == nil)
    }

    /// The disk stays claimed until the driver has let go.
    @Test func theDiskIsClaimedDuringUnbind() throws {
        var stage = ProbeFixture()
        SysfsFixture.disk.furnish(&stage.scenario)
        let kernel = MockKernel(stage.machine, stage.scenario)
        // What is open when a call begins, by the call's number.
        var open: [Set<String>] = []
        kernel.beforeCall = { [unowned kernel] in open.append(Set(kernel.openHandles.values)) }
        _ = try ProbeFixture.probe(kernel, stage.machine, stage.options).get()
        let calls = kernel.calls.map(\.object)
        let unbind = try #require(calls.firstIndex { $0.hasSuffix("/nvme/unbind") })
        let bind = try #require(calls.firstIndex { $0.hasSuffix("/vfio-pci/bind") })
        #expect(open[unbind].contains("/dev/nvme0n1"))
        #expect(!open[bind].contains("/dev/nvme0n1"))
        // Its partitions are only asked: who has the disk has them.
        #expect(!open[unbind].contains("/dev/nvme0n1p1"))
    }

    /// A driver that waits for its users: told, not waited for, and not bound once more.
    @Test func aDriverThatWaitsIsTold() {
        var stage = ProbeFixture()
        stage.scenario.waitingDrivers = ["nvme"]
        let run = stage.run()
        #expect(run.failure?.kind == .failed)
        #expect(run.failure?.cause?.errno == .timedOut)
        #expect(
            run.failure?.text.contains("the driver of 0000:01:00.0 still waits for its users")
                == true)
        #expect(run.failure?.next?.contains("vfio-probe restore 0000:01:00.0") == true)
        #expect(run.kernel.calls.last { $0.call == .write }?.object.hasSuffix("unbind") == true)
        #expect(run.kernel.file(ProbeFixture.record) != nil && run.kernel.openHandles.isEmpty)
        let next = run.kernel.restarted()
        #expect(ProbeFixture.restore(next) == .restored(driver: "nvme"))
    }

    /// A physical function that VFIO has already would lose its virtual functions to the reset.
    @Test func whatIsBoundAlreadyIsAskedToo() {
        var stage = ProbeFixture()
        stage.options.bind = false
        stage.machine.devices[0].driver = "vfio-pci"
        stage.scenario.files[SysfsFixture.function + "/sriov_numvfs"] = "4\n"
        let run = stage.run()
        #expect(run.failure?.kind == .refused)
        #expect(run.failure?.text.contains("4 virtual functions") == true)
        #expect(!run.kernel.calls.contains { $0.call == .open })
        stage.options.overrides = [.virtualFunctions]
        #expect(stage.run().failure == nil)
    }
}
