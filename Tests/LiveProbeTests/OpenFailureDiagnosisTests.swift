import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// What is missing or in the way is named, with the next thing to type.
struct OpenFailureDiagnosisTests {
    @Test func notRoot() {
        var stage = ProbeFixture()
        stage.scenario.root = false
        let run = stage.run()
        #expect(run.failure?.kind == .denied)
        #expect(run.kernel.calls.isEmpty)
    }

    @Test func notBound() {
        var stage = ProbeFixture()
        stage.options.bind = false
        let failure = stage.run().failure
        #expect(failure?.kind == .unavailable)
        #expect(failure?.text == "0000:01:00.0 is bound to nvme, not to vfio-pci")
        #expect(failure?.next?.hasPrefix("vfio-probe probe --bind 0000:01:00.0") == true)
    }

    @Test(arguments: [
        ("GenuineIntel", "intel_iommu=on"), ("AuthenticAMD", "AMD-Vi"), ("", "firmware"),
    ])
    func noIOMMU(processor: String, advice: String) {
        var stage = ProbeFixture()
        stage.machine.devices[0].iommuGroup = nil
        stage.scenario.files = ["/proc/cpuinfo": "vendor_id : \(processor)\n"]
        let run = stage.run()
        #expect(run.failure?.kind == .unavailable)
        #expect(run.failure?.next?.contains(advice) == true)
        #expect(!run.kernel.calls.contains { $0.call == .write })
    }

    @Test func withoutAnIOMMUOnlyWhenAskedForByName() throws {
        var stage = ProbeFixture()
        stage.machine.devices[0].iommuGroup = nil
        stage.options.noIOMMU = true
        let mode = "/sys/module/vfio/parameters/enable_unsafe_noiommu_mode"
        stage.scenario.files = [mode: "N\n"]
        let off = stage.run()
        #expect(off.failure?.next == "echo Y > \(mode)")
        #expect(!off.kernel.calls.contains { $0.call == .write })
        stage = ProbeFixture()
        stage.options.noIOMMU = true
        #expect(stage.run().failure?.next == "retry without --no-iommu")
        let group = "/sys/bus/pci/devices/0000:01:00.0/iommu_group"
        stage.scenario.files = [group + "/name": "vfio-noiommu\n"]
        stage.options.noIOMMU = false
        #expect(stage.run().failure?.next == "retry with --no-iommu")
    }

    /// A kernel without the switch is not told to throw it.
    @Test(arguments: [
        (["/sys/module/vfio/uevent": ""], "CONFIG_VFIO_NOIOMMU"), ([:], "modprobe vfio"),
    ])
    func noSwitchForDevicesWithoutAnIOMMU(files: [String: String], advice: String) {
        var stage = ProbeFixture()
        stage.machine.devices[0].iommuGroup = nil
        stage.options.noIOMMU = true
        stage.scenario.files = files
        let failure = stage.run().failure
        #expect(failure?.kind == .unavailable)
        #expect(failure?.next?.contains(advice) == true)
        #expect(failure?.next?.contains("echo") == false)
    }

    /// `pci_enable_resources()`: EINVAL for a BAR that has no address.
    @Test(arguments: [BackendChoice.cdev, .group])
    func aBARWithoutAddressIsNamed(backend: BackendChoice) {
        var stage = ProbeFixture()
        stage.options.backend = backend
        stage.machine.devices[0].resources[1].flags.insert(.unset)
        let run = stage.run()
        #expect(run.failure?.kind == .unavailable)
        #expect(
            run.failure?.text.hasSuffix(
                "BAR 2 has no address: the kernel cannot enable the function") == true)
        #expect(run.failure?.next?.contains("pci=realloc") == true)
        ProbeFixture.expectNothingLeft(run.kernel)
    }

    /// EINVAL is "in use" only where somebody is found.
    @Test(arguments: [
        (BackendChoice.cdev, "VFIO_DEVICE_BIND_IOMMUFD"), (.group, "VFIO_GROUP_GET_DEVICE_FD"),
    ])
    func whatInvalidCanMean(backend: BackendChoice, call: String) {
        var stage = ProbeFixture()
        stage.options.backend = backend
        stage.scenario.failures = [Scenario.FailureRule(call: call, errno: "EINVAL")]
        let failure = stage.run().failure
        #expect(failure?.kind == .failed)
        #expect(failure?.text.contains("the kernel cannot enable the function") == true)
        stage.scenario.links = ["/proc/4711/fd/9": "/dev/vfio/12"]
        #expect(stage.run().failure?.kind == .refused)
    }

    @Test func noDriver() {
        var stage = ProbeFixture()
        stage.scenario.vfioDriver = "missing"
        let run = stage.run()
        #expect(run.failure?.kind == .unavailable)
        #expect(run.failure?.next?.contains("modprobe vfio-pci") == true)
        ProbeFixture.expectNothingLeft(run.kernel)
    }

    @Test(arguments: [
        (BackendChoice.cdev, ["group"], "--backend group"),
        (.group, ["cdev"], "modprobe vfio_iommu_type1"),
    ])
    func noInterface(backend: BackendChoice, interfaces: [String], advice: String) {
        var stage = ProbeFixture()
        stage.options.backend = backend
        stage.scenario.interfaces = interfaces
        let run = stage.run()
        #expect(run.failure?.kind == .unavailable)
        #expect(run.failure?.next?.contains(advice) == true)
        ProbeFixture.expectNothingLeft(run.kernel)
    }

    @Test(arguments: [
        (BackendChoice.cdev, "VFIO_DEVICE_BIND_IOMMUFD", "iommufd"),
        (.group, "VFIO_SET_IOMMU", "vfio_iommu_type1"),
    ])
    func unsafeInterrupts(backend: BackendChoice, call: String, module: String) {
        var stage = ProbeFixture()
        stage.options.backend = backend
        stage.scenario.failures = [Scenario.FailureRule(call: call, errno: "EPERM")]
        let failure = stage.run().failure
        #expect(failure?.kind == .unavailable)
        #expect(
            failure?.next?.contains("/sys/module/\(module)/parameters/allow_unsafe_interrupts")
                == true)
    }

    @Test func lockedDown() {
        var stage = ProbeFixture()
        stage.scenario.files = ["/sys/kernel/security/lockdown": "none [integrity] x\n"]
        stage.scenario.failures = [
            Scenario.FailureRule(call: "VFIO_DEVICE_BIND_IOMMUFD", errno: "EPERM")
        ]
        #expect(stage.run().failure?.text.contains("locked down") == true)
    }

    @Test(arguments: [
        (BackendChoice.cdev, "VFIO_DEVICE_BIND_IOMMUFD", "/dev/vfio/devices/vfio0"),
        (.cdev, "VFIO_DEVICE_BIND_IOMMUFD", "/dev/vfio/12"),
        (.group, "open", "/dev/vfio/12"),
    ])
    func whoHasItOpenIsNamed(backend: BackendChoice, call: String, node: String) {
        var stage = ProbeFixture()
        stage.options.backend = backend
        stage.scenario.failures = [
            Scenario.FailureRule(call: call, object: "/dev/vfio/", errno: "EBUSY")
        ]
        stage.scenario.files = ["/proc/4711/comm": "qemu\n", "/proc/4711/maps": ""]
        let kernel = MockKernel(stage.machine, stage.scenario)
        // Opened once the questions before had been answered.
        kernel.beforeCall = { [unowned kernel] in
            guard kernel.calls.last?.object.hasSuffix("vfio-pci/bind") == true else { return }
            kernel.setLink("/proc/4711/fd/9", node)
        }
        let result = ProbeFixture.probe(kernel, stage.machine, stage.options)
        guard case .failure(let failure) = result else {
            Issue.record("it is opened")
            return
        }
        #expect(failure.kind == .refused)
        #expect(failure.text == "0000:01:00.0 is in use by qemu (process 4711)")
        ProbeFixture.expectNothingLeft(kernel)
    }

    /// `iommu_device_claim_dma_owner()`: EPERM for a group that another iommufd has.
    @Test func whoHasTheGroupIsNamed() throws {
        var stage = ProbeFixture()
        var peer = DeviceSnapshot(address: try #require(BusAddress("0000:01:00.1")))
        peer.driver = "vfio-pci"
        peer.iommuGroup = 12
        stage.machine.devices.append(peer)
        stage.scenario.failures = [
            Scenario.FailureRule(call: "VFIO_DEVICE_BIND_IOMMUFD", errno: "EPERM")
        ]
        stage.scenario.links = ["/proc/4711/fd/9": "/dev/vfio/devices/vfio1"]
        stage.scenario.files = ["/proc/4711/comm": "qemu\n"]
        let run = stage.run()
        #expect(run.failure?.kind == .refused)
        #expect(
            run.failure?.text
                == "the IOMMU group of 0000:01:00.0 is in use by qemu (process 4711)")
        ProbeFixture.expectNothingLeft(run.kernel)
    }

    @Test(arguments: [
        ("efifb", "next: look at /proc/iomem; restart with video=efifb:off"),
        ("APEI ERST", "next: look at /proc/iomem"),
    ])
    func aReservedBARIsExplained(holder: String, next: String) throws {
        var stage = ProbeFixture()
        stage.scenario.files = [
            "/proc/iomem": """
            fe800000-fe8fffff : PCI Bus 0000:01
              fe800000-fe80ffff : 0000:01:00.0
                fe800000-fe801fff : \(holder)
                fe802000-fe803fff : \(holder)
            """
        ]
        stage.scenario.failures = [
            Scenario.FailureRule(call: "mmap", object: "[0x0,", times: 0, errno: "EBUSY")
        ]
        let run = stage.run()
        let report = try run.result.get()
        #expect(report.contradictions == 1)
        let place = try #require(run.told.firstIndex { $0.contains("is reserved") })
        #expect(run.told[place].hasSuffix("BAR 0 is reserved by \(holder)"))
        #expect(run.told[place + 1].hasPrefix(next))
        #expect(run.told[place + 1].contains("efifb:off") == (holder == "efifb"))
        ProbeFixture.expectNothingLeft(run.kernel)
    }

    @Test func aVirtualFunctionsTokenIsExplained() {
        var stage = ProbeFixture()
        stage.scenario.failures = [
            Scenario.FailureRule(call: "VFIO_DEVICE_BIND_IOMMUFD", errno: "EACCES")
        ]
        #expect(stage.run().failure?.text.contains("token") == true)
    }
}
