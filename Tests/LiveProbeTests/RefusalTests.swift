import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// A device in use is not taken, and who uses it is named.
struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let reason: String
        var files: [String: String] = [:]
        var links: [String: String] = [:]
        var classCode: UInt32 = 0x01_0802
        var mate: String?

        var testDescription: String { reason }
    }

    private static let device = "/sys/bus/pci/devices/0000:01:00.0"
    private static let path = "../../devices/pci0000:00/0000:00:01.0/0000:01:00.0"
    private static let disk = ["/sys/class/block/nvme0n1": path + "/nvme/nvme0/nvme0n1"]

    static let cases = [
        Case(reason: "it is a bridge", classCode: 0x06_0400),
        Case(
            reason: "it has 4 virtual functions enabled", files: [device + "/sriov_numvfs": "4\n"]),
        Case(reason: "it is the boot display", files: [device + "/boot_vga": "1\n"]),
        Case(
            reason: "network interface eth0 is up",
            files: ["/sys/class/net/eth0/flags": "0x1003\n"],
            links: ["/sys/class/net/eth0": path + "/net/eth0"]),
        Case(
            reason: "nvme0n1p1 is mounted at /srv",
            files: [
                "/sys/class/block/nvme0n1/dev": "259:0\n",
                "/sys/class/block/nvme0n1/nvme0n1p1/dev": "259:1\n",
                "/sys/class/block/nvme0n1p1/dev": "259:1\n",
                "/proc/1/mountinfo": "26 1 259:1 / /srv rw shared:1 - ext4 /dev/x rw\n",
            ], links: disk),
        Case(
            reason: "nvme0n1 is mounted at /srv",
            files: [
                "/sys/class/block/nvme0n1/dev": "259:0\n",
                "/proc/self/mountinfo": "26 1 0:45 / /srv rw - btrfs /dev/nvme0n1 rw\n",
            ], links: disk),
        Case(
            reason: "nvme0n1 is swap space",
            files: [
                "/sys/class/block/nvme0n1/dev": "259:0\n",
                "/proc/swaps": "Filename\tType\n/dev/nvme0n1  partition 1 0 -2\n",
            ], links: disk),
        Case(
            reason: "nvme0n1 is part of dm-0",
            files: [
                "/sys/class/block/nvme0n1/dev": "259:0\n",
                "/sys/class/block/nvme0n1/holders/dm-0": "",
            ], links: disk),
        Case(
            reason: "nvme3n1 is swap space",
            files: [
                "/sys/class/block/nvme3n1/dev": "259:0\n",
                "/sys/class/nvme-subsystem/nvme-subsys3/nvme0": "",
                "/sys/class/nvme-subsystem/nvme-subsys3/nvme3n1/dev": "259:0\n",
                "/proc/swaps": "Filename\tType\n/dev/nvme3n1  partition 1 0 -2\n",
            ],
            links: [
                "/sys/class/nvme/nvme0": path + "/nvme/nvme0",
                "/sys/class/block/nvme3n1":
                    "../../devices/virtual/nvme-subsystem/nvme-subsys3/nvme3n1",
            ]),
        Case(
            reason: "0000:01:00.1 of the same IOMMU group is bound to snd_hda_intel",
            mate: "snd_hda_intel"),
    ]

    private func stage(_ scene: Case) -> Stage {
        var stage = Stage()
        stage.scenario.files = scene.files
        stage.scenario.links = scene.links
        stage.machine.devices[0].identity.classCode = scene.classCode
        if let mate = scene.mate, let address = BusAddress("0000:01:00.1") {
            var other = DeviceSnapshot(address: address)
            other.driver = mate
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
        #expect(run.kernel.calls.allSatisfy { [.read, .readLink, .list].contains($0.call) })
        Stage.expectNothingLeft(run.kernel)
    }

    @Test(arguments: cases)
    func forceTakesItAndSaysSo(scene: Case) {
        var forced = stage(scene)
        forced.options.force = true
        let run = forced.run()
        #expect(run.told.contains { $0.contains(scene.reason) && $0.contains("by force") })
        Stage.expectNothingLeft(run.kernel)
        // VFIO itself does not give a group that it cannot have.
        #expect(run.failure?.kind == (scene.mate == nil ? nil : .refused))
    }

    @Test(arguments: ["pcieport", "pci-stub", "vfio-pci", "xe_vfio_pci"])
    func driversThatDoNoDMAAreNotInTheWay(mate: String) {
        #expect(stage(Case(reason: "", mate: mate)).run().failure == nil)
    }

    @Test func anInterfaceThatIsDownIsNotInTheWay() {
        let scene = Case(
            reason: "", files: ["/sys/class/net/eth0/flags": "0x1002\n"],
            links: ["/sys/class/net/eth0": Self.path + "/net/eth0"])
        #expect(stage(scene).run().failure == nil)
    }

    @Test func otherDisksAreNotInTheWay() {
        let scene = Case(
            reason: "",
            files: ["/proc/swaps": "Filename\tType\n/dev/nvme9n1  partition 1 0 -2\n"],
            links: ["/sys/class/block/nvme9n1": "../../devices/pci0000:00/0000:09:00.0/nvme9n1"])
        #expect(stage(scene).run().failure == nil)
    }
}
