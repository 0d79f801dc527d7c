import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// A way to use the live probe, on a machine where every file that it looks at is there.
struct FaultFixture: Sendable, CustomTestStringConvertible {
    let name: String
    let stage: ProbeFixture
    /// What the device is bound to before and afterwards.
    var driver = "nvme"

    var testDescription: String { name }

    static let all = [
        borrowing(.cdev), borrowing(.group), capturing(.cdev), capturing(.group),
        alreadyBound(.cdev), alreadyBound(.group), withoutIOMMU, loadingTheModule,
    ]

    /// `probe --bind --verify --touch`.
    private static func borrowing(_ backend: BackendChoice) -> FaultFixture {
        FaultFixture(
            name: "borrowing, \(backend)", stage: furnished(ProbeFixture.everything(backend)))
    }

    /// `capture --live --bind`, which only asks.
    private static func capturing(_ backend: BackendChoice) -> FaultFixture {
        var options = ProbeOptions()
        options.bind = true
        options.backend = backend
        return FaultFixture(name: "capturing, \(backend)", stage: furnished(options))
    }

    /// `probe --verify --touch` of a device that VFIO has.
    private static func alreadyBound(_ backend: BackendChoice) -> FaultFixture {
        var options = ProbeFixture.everything(backend)
        options.bind = false
        var stage = furnished(options)
        stage.machine.devices[0].driver = "vfio-pci"
        return FaultFixture(name: "bound already, \(backend)", stage: stage, driver: "vfio-pci")
    }

    /// `probe --bind --no-iommu`.
    private static var withoutIOMMU: FaultFixture {
        var options = ProbeFixture.everything(.group)
        options.noIOMMU = true
        var stage = furnished(options)
        stage.scenario.files[path + "/iommu_group/name"] = "vfio-noiommu\n"
        stage.scenario.files["/dev/vfio/noiommu-12"] = ""
        stage.scenario.files["/sys/module/vfio/parameters/enable_unsafe_noiommu_mode"] = "Y\n"
        return FaultFixture(name: "no IOMMU", stage: stage)
    }

    private static var loadingTheModule: FaultFixture {
        var stage = furnished(ProbeFixture.everything())
        stage.scenario.vfioDriver = "module"
        return FaultFixture(name: "loading the module", stage: stage)
    }

    private static let path = "/sys/bus/pci/devices/0000:01:00.0"

    /// A drive that nobody uses, beside a disk that is the machine's own: all tables are read.
    private static func furnished(_ options: ProbeOptions) -> ProbeFixture {
        var scene = SysfsFixture.disk
        scene.add("net/eth0", "net", nil, ["flags": "0x1002\n"])
        scene.add("/sys/class/nvme-subsystem/nvme-subsys0/nvme0n2", "block", "259:2")
        scene.addProcess(
            40, "sh", open: ["/dev/null"],
            maps: "7f0000000000-7f0000001000 r--p 00000000 08:01 99   /bin/sh\n")
        scene.nodes["/proc/40/map_files/7f0000000000-7f0000001000"] = "character 1:3"
        scene.files["/sys/class/nvme-subsystem/nvme-subsys0/nvme0"] = ""
        scene.files[path + "/sriov_numvfs"] = "0\n"
        scene.files[path + "/boot_vga"] = "0\n"
        scene.files[path + "/iommu_group/name"] = "group\n"
        scene.files["/proc/swaps"] = "Filename\tType\n/dev/sda2  partition 1 0 -2\n"
        scene.nodes["/dev/sda2"] = "block 8:2"
        scene.files["/sys/class/block/loop0/loop/backing_file"] = "/srv/image\n"
        scene.files["/srv/image"] = ""
        var stage = ProbeFixture()
        stage.options = options
        scene.furnish(&stage.scenario)
        if let peer = BusAddress("0000:01:00.1") {
            var other = DeviceSnapshot(address: peer)
            other.driver = "pcieport"
            other.iommuGroup = 12
            stage.machine.devices.append(other)
        }
        return stage
    }
}
