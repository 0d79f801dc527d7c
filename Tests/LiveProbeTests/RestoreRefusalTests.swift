import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// `restore` puts back what a run took, and nothing else.
struct RestoreRefusalTests {
    /// The drive at vfio-pci, as a run that was killed leaves it.
    private static func left(
        driver: String? = "vfio-pci", override: String = "vfio-pci\n",
        record: String = ProbeFixture.noted("driver nvme"),
        _ change: (inout ProbeFixture) -> Void = { _ in }
    ) -> MockKernel {
        var stage = ProbeFixture()
        stage.scenario.idDrivers = ["nvme", "other"]
        stage.scenario.files = [ProbeFixture.record: record, ProbeFixture.override: override]
        change(&stage)
        let kernel = MockKernel(stage.machine, stage.scenario)
        if driver != "nvme" { kernel.setDriver(driver, of: ProbeFixture.address) }
        return kernel
    }

    /// Expects that nothing was changed, the record kept, and a reason given.
    private static func expectLeft(
        _ kernel: MockKernel, device: DeviceSnapshot? = ProbeFixture.drive(), _ reason: String,
        _ place: SourceLocation = #_sourceLocation
    ) {
        let state = [ProbeFixture.record, ProbeFixture.override].map(kernel.file)
        let driver = kernel.driver(of: ProbeFixture.address)
        guard case .failed(let failure) = ProbeFixture.restore(kernel, device: device) else {
            Issue.record("not refused", sourceLocation: place)
            return
        }
        #expect(failure.kind == .refused, "\(failure)", sourceLocation: place)
        #expect(failure.text.contains(reason), "\(failure)", sourceLocation: place)
        #expect(failure.next != nil, sourceLocation: place)
        let changes = kernel.calls.filter { [.write, .remove].contains($0.call) }
        #expect(changes.isEmpty, sourceLocation: place)
        #expect(
            [ProbeFixture.record, ProbeFixture.override].map(kernel.file) == state,
            sourceLocation: place)
        #expect(kernel.driver(of: ProbeFixture.address) == driver, sourceLocation: place)
        #expect(kernel.openHandles.isEmpty, sourceLocation: place)
    }

    @Test func whatARunLeftIsPutBack() {
        let kernel = Self.left()
        #expect(ProbeFixture.restore(kernel) == .restored(driver: "nvme"))
        ProbeFixture.expectNothingLeft(kernel)
    }

    @Test func aDeviceThatCameBackAsAnother() {
        var other = ProbeFixture.drive()
        other.identity.device = 0x26
        Self.expectLeft(Self.left(), device: other, "ids 1e0f:0025, and 1e0f:0026 now")
        other = ProbeFixture.drive()
        other.identity.classCode = 0x01_0601
        Self.expectLeft(Self.left(), device: other, "class 010802, and 010601 now")
        Self.expectLeft(Self.left(), device: nil, "cannot be told")
    }

    /// Another one of the same make has another serial number or another subsystem.
    @Test(arguments: [(0x2c, "subsystem"), (0x104, "serial")])
    func anotherOneOfTheSameMake(offset: Int, word: String) throws {
        var config = [UInt8](repeating: 0, count: 4096)
        config.replaceSubrange(0..<4, with: [0x0f, 0x1e, 0x25, 0])
        config.replaceSubrange(9..<12, with: [2, 8, 1])
        // PCI Express, and a Device Serial Number at 100h.
        config[6] = 0x10
        config[0x34] = 0x40
        config[0x40] = 0x10
        config.replaceSubrange(0x100..<0x10c, with: [3, 0, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8])
        var stage = ProbeFixture()
        stage.machine.devices[0].config = config
        stage.scenario.killedAfter = 60
        let left = stage.run().kernel
        let record = try #require(left.file(ProbeFixture.record))
        // FNV-1a of the bytes 1 to 8, counted by another program.
        #expect(record.contains("\nsubsystem 0000:0000\n"))
        #expect(record.contains("\nserial 7eb5108b368a78ed\n"))
        config[offset] ^= 1
        var other = stage.machine.devices[0]
        other.config = config
        Self.expectLeft(left.restarted(), device: other, word)
        let next = left.restarted()
        #expect(
            ProbeFixture.restore(next, device: stage.machine.devices[0])
                == .restored(driver: "nvme"))
        // What is not known now says nothing against it.
        let blind = left.restarted()
        #expect(ProbeFixture.restore(blind) == .restored(driver: "nvme"))
    }

    /// The address has another user: an admin who gave the function to vfio-pci by an id.
    @Test func anOverrideThatTheRunDidNotWrite() {
        Self.expectLeft(Self.left(override: "(null)\n"), "driver_override is ''")
        Self.expectLeft(Self.left(override: "nvme\n"), "driver_override is 'nvme'")
        Self.expectLeft(Self.left(driver: nil, override: "other\n"), "driver_override is 'other'")
        Self.expectLeft(Self.left(driver: "nvme", override: "other\n"), "is 'other'")
    }

    @Test func anotherDriverKeepsDeviceAndOverride() {
        let kernel = Self.left(driver: "other", override: "other\n")
        #expect(ProbeFixture.restore(kernel) == .taken(by: "other"))
        #expect(kernel.driver(of: ProbeFixture.address) == "other")
        #expect(kernel.file(ProbeFixture.override) == "other\n")
        #expect(kernel.file(ProbeFixture.record) == nil)
        #expect(!kernel.calls.contains { $0.call == .write })
    }

    @Test func aRecordOfAnotherRunOfTheKernel() {
        let text = ProbeFixture.noted("driver nvme", boot: "00000000-0000-4000-8000-000000000002")
        let kernel = Self.left(override: "(null)\n", record: text)
        #expect(ProbeFixture.restore(kernel) == .outlived)
        #expect(kernel.driver(of: ProbeFixture.address) == "vfio-pci")
        #expect(kernel.file(ProbeFixture.record) == nil)
        #expect(!kernel.calls.contains { $0.call == .write })
    }

    @Test func aRecordThatDoesNotSayOfWhichDevice() {
        let text = "vfio-probe/record/1\naddress 0000:01:00.0\ndriver nvme\nend\n"
        Self.expectLeft(Self.left(record: text), "of an older vfio-probe")
    }

    /// Open by either interface, or another function of its group.
    @Test(arguments: ["/dev/vfio/devices/vfio0", "/dev/vfio/12", "/dev/vfio/devices/vfio1"])
    func aDeviceThatSomebodyHasOpen(node: String) throws {
        let peer = try #require(BusAddress("0000:01:00.1"))
        let kernel = Self.left { stage in
            var other = DeviceSnapshot(address: peer)
            other.iommuGroup = 12
            other.driver = "vfio-pci"
            stage.machine.devices.append(other)
            stage.scenario.links = ["/proc/4711/fd/9": node]
            stage.scenario.files["/proc/4711/comm"] = "qemu\n"
        }
        Self.expectLeft(kernel, "in use by qemu (process 4711)")
    }

    @Test(arguments: ["EPERM", "ENOTDIR", "ELOOP"])
    func aDirectoryThatNeedNotBeRoots(errno: String) throws {
        let kernel = Self.left { stage in
            stage.scenario.failures = [Scenario.FailureRule(call: "lstat", errno: errno)]
        }
        let failure = #expect(throws: ProbeFailure.self) { try Restore(kernel).addresses() }
        #expect(failure?.kind == .refused)
        #expect(kernel.calls.map(\.call) == [.checkDirectory])
    }

    @Test func aRecordThatOthersMayHaveWritten() {
        Self.expectLeft(
            Self.left { stage in
                stage.scenario.failures = [Scenario.FailureRule(call: "flock", errno: "EPERM")]
            }, "need not be root's")
    }

    /// A second `restore` between any two calls of the first: one gives back, the other is told.
    @Test func twoAtOnce() {
        let whole = Self.left()
        _ = ProbeFixture.restore(whole)
        for nth in 1...whole.calls.count {
            let kernel = Self.left()
            var count = 0
            var other: Restore.Outcome?
            kernel.beforeCall = { [unowned kernel] in
                count += 1
                guard count == nth else { return }
                kernel.beforeCall = nil
                other = ProbeFixture.restore(kernel)
            }
            let outcomes = [ProbeFixture.restore(kernel), other]
            #expect(outcomes.count { $0 == .restored(driver: "nvme") } == 1, "\(nth) \(outcomes)")
            #expect(outcomes.contains(.running), "\(nth) \(outcomes)")
            ProbeFixture.expectNothingLeft(kernel)
            #expect(kernel.file(ProbeFixture.record) == nil)
        }
    }

    /// A signal at any moment: done, or ended by it with the record kept, for the next one.
    @Test func aSignalAtAnyMoment() {
        let whole = Self.left()
        _ = ProbeFixture.restore(whole)
        var ended = 0
        for after in 0...whole.calls.count {
            let kernel = Self.left { stage in
                stage.scenario.signal = Scenario.SignalRule(after: after, number: 15)
            }
            if case .failed(let failure) = ProbeFixture.restore(kernel) {
                #expect(failure.kind == .interrupted(15))
                #expect(kernel.file(ProbeFixture.record) != nil)
                ended += 1
            }
            let next = kernel.restarted()
            if next.file(ProbeFixture.record) != nil {
                #expect(ProbeFixture.restore(next) == .restored(driver: "nvme"), "\(after)")
            }
            ProbeFixture.expectNothingLeft(next)
        }
        #expect(ended > 5)
    }

    /// A write that a signal cuts short is not made again while the signal waits.
    @Test(arguments: ["EINTR", "ETIMEDOUT"])
    func aSignalDuringALongWrite(errno: String) {
        let kernel = Self.left { stage in
            stage.scenario.failures = [
                Scenario.FailureRule(call: "write", object: "unbind", times: 0, errno: errno)
            ]
            stage.scenario.signal = Scenario.SignalRule(after: 14, number: 15)
        }
        guard case .failed(let failure) = ProbeFixture.restore(kernel) else {
            Issue.record("the write failed")
            return
        }
        #expect(failure.kind == .interrupted(15))
        #expect(kernel.calls.count { $0.call == .write } < 3)
        #expect(kernel.file(ProbeFixture.record) != nil)
        #expect(ProbeFixture.restore(kernel.restarted()) == .restored(driver: "nvme"))
    }
}
