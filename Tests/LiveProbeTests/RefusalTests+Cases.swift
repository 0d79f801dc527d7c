import LiveProbe

/// Who can be in the way, one case for each, and what is in nobody's way.
extension RefusalTests {
    private static let device = SysfsFixture.function
    private static let mounts = SysfsFixture.mounts

    static let cases =
        disks + processes + networks + below + drivers + [
            Case(.bridge, "it is a bridge") { $0.headerType = 1 },
            Case(.bridge, "it may be a bridge") { $0.classCode = 0x06_0400 },
            Case(.undetermined, "it is a part of the platform without a driver of its own") {
                $0.classCode = 0x06_0000
                $0.headerType = 0
                $0.driver = nil
            },
            Case(.virtualFunctions, "it has 4 virtual functions enabled") {
                $0.scene.files[device + "/sriov_numvfs"] = "4\n"
            },
            Case(.display, "it is the boot display") {
                $0.scene.files[device + "/boot_vga"] = "1\n"
            },
            Case(.display, "it shows the console of the kernel") {
                $0.scene.add("graphics/fb0", "graphics", "29:0")
                $0.scene.files["/sys/class/vtconsole/vtcon1/name"] = "(M) frame buffer device\n"
                $0.scene.files["/sys/class/vtconsole/vtcon1/bind"] = "1\n"
                $0.scene.files["/sys/class/tty/console/active"] = "tty0 ttyS0\n"
            },
            Case(.open, "tty2 is in use by Xorg (process 70)") {
                $0.scene.add("graphics/fb0", "graphics", "29:0")
                $0.scene.files["/sys/class/vtconsole/vtcon1/name"] = "(M) frame buffer device\n"
                $0.scene.files["/sys/class/vtconsole/vtcon1/bind"] = "1\n"
                $0.scene.nodes["/dev/tty2"] = "character 4:2"
                $0.scene.addProcess(70, "Xorg", open: ["/dev/tty2"])
            },
            Case(.group, "0000:01:00.1 of the same IOMMU group is bound to snd_hda_intel") {
                $0.peer = "snd_hda_intel"
            },
            Case(.container, "another PID, mount, network namespace than its first process'") {
                for kind in ["pid", "mnt", "net"] {
                    $0.scene.links["/proc/self/ns/\(kind)"] = "\(kind):[5]"
                }
            },
            Case(.container, "another mount namespace than its first process'") {
                $0.scene.absent = ["/proc/self/ns", "/proc/1/ns"]
            },
            // In a PID namespace of one's own, process 1 is one's own.
            Case(.container, "another PID namespace than its first process'") {
                for process in ["1", "self"] {
                    $0.scene.links["/proc/\(process)/ns/pid"] = "pid:[4026532000]"
                }
            },
        ]

    private static let disks = [
        Case(.mounted, "nvme0n1p1 is mounted at /srv/my data") {
            $0.scene = .disk
            $0.scene.files["/proc/1/mountinfo"] =
                mounts + "27 1 259:1 / /srv/my\\040data rw shared:1 - ext4 /dev/x rw\n"
        },
        Case(.mounted, "nvme0n1 is mounted at /srv") {
            $0.scene = .disk
            $0.scene.files["/proc/1/mountinfo"] =
                mounts + "27 1 0:45 / /srv rw - btrfs /dev/nvme0n1 rw\n"
        },
        Case(.mounted, "nvme0n1p1 is mounted at /mnt") {
            $0.scene = .disk
            $0.scene.addProcess(44, "sh")
            $0.scene.setMounts(44, "90 80 259:1 / /mnt rw - ext4 /dev/nvme0n1p1 rw\n")
        },
        Case(.mounted, "nvme0n1p1 is mounted at /", isFinal: true) {
            $0.scene = .disk
            $0.scene.files["/proc/1/mountinfo"] =
                "26 1 259:1 / / rw shared:1 - ext4 /dev/nvme0n1p1 rw\n"
        },
        Case(.mounted, "dm-1 is mounted at /", isFinal: true) {
            $0.scene = .disk
            $0.scene.files[device + "/nvme/nvme0/nvme0n1/nvme0n1p1/holders/dm-0"] = ""
            $0.scene.files["/sys/class/block/dm-0/dev"] = "254:0\n"
            $0.scene.files["/sys/class/block/dm-0/holders/dm-1"] = ""
            $0.scene.files["/sys/class/block/dm-1/dev"] = "254:1\n"
            $0.scene.files["/proc/1/mountinfo"] =
                "26 1 254:1 / / rw shared:1 - ext4 /dev/mapper/root rw\n"
        },
        // A file system without a number of its own, on a volume by another name.
        Case(.mounted, "dm-0 is mounted at /", isFinal: true) {
            $0.scene = .disk
            $0.scene.files[device + "/nvme/nvme0/nvme0n1/nvme0n1p1/holders/dm-0"] = ""
            $0.scene.files["/sys/class/block/dm-0/dev"] = "254:0\n"
            $0.scene.nodes["/dev/mapper/my root"] = "block 254:0"
            $0.scene.files["/proc/1/mountinfo"] =
                "26 1 0:30 / / rw shared:1 - btrfs /dev/mapper/my\\040root rw\n"
        },
        // The second disk of such a file system.
        Case(.claimed, "may be part of the root file system (btrfs)", isFinal: true) {
            $0.scene = .disk
            $0.scene.files[device + "/nvme/nvme0/nvme0n1/nvme0n1p1/holders/dm-0"] = ""
            $0.scene.claimed = ["/dev/nvme0n1p1", "/dev/nvme0n1"]
            $0.scene.files["/proc/1/mountinfo"] =
                "26 1 0:30 / / rw shared:1 - btrfs /dev/sda1 rw\n"
        },
        Case(.swap, "nvme0n1 is swap space") {
            $0.scene = .disk
            $0.scene.nodes["/srv/other name"] = "block 259:0"
            $0.scene.files["/proc/swaps"] =
                "Filename\tType\n/srv/other\\040name  partition 1 0 -2\n"
        },
        Case(.volume, "nvme0n1 is part of dm-0") {
            $0.scene = .disk
            $0.scene.files[device + "/nvme/nvme0/nvme0n1/holders/dm-0"] = ""
        },
        Case(.claimed, "nvme0n1p1 is in use: the kernel has promised it") {
            $0.scene = .disk
            $0.scene.claimed = ["/dev/nvme0n1p1"]
        },
        Case(.claimed, "may be part of the root file system (btrfs)", isFinal: true) {
            $0.scene = .disk
            $0.scene.claimed = ["/dev/nvme0n1"]
            $0.scene.files["/proc/1/mountinfo"] =
                "26 1 0:30 / / rw shared:1 - btrfs /dev/sda1 rw\n"
        },
        // The lower disk of an overlay is mounted elsewhere, and is the root's all the same.
        Case(.claimed, "may be part of the root file system (overlay)", isFinal: true) {
            $0.scene = .disk
            $0.scene.claimed = ["/dev/nvme0n1p1", "/dev/nvme0n1"]
            $0.scene.files["/proc/1/mountinfo"] =
                "26 1 0:30 / / rw shared:1 - overlay overlay rw\n"
                + "27 26 259:1 / /run/lower ro shared:2 - ext4 /dev/nvme0n1p1 ro\n"
        },
        Case(.undetermined, "nvme0n1 may be in use: the kernel does not tell") {
            $0.scene = .disk
            $0.scene.nodes["/dev/nvme0n1"] = nil
        },
        Case(.undetermined, "nvme0n1 may be in use: the kernel does not tell") {
            $0.scene = .disk
            $0.scene.nodes["/dev/nvme0n1"] = "block 8:0"
        },
        Case(.exported, "nvme0n1 is behind loop3") {
            $0.scene = .disk
            $0.scene.nodes["/tmp/raw"] = "block 259:0"
            $0.scene.files["/sys/class/block/loop3/loop/backing_file"] = "/tmp/raw\n"
        },
        Case(.exported, "nvme0n1 is behind the NVMe target lab") {
            $0.scene = .disk
            $0.scene.files[
                "/sys/kernel/config/nvmet/subsystems/lab/namespaces/1/device_path"] =
                "/dev/nvme0n1\n"
        },
        Case(.exported, "nvme0 is behind the NVMe target whole") {
            $0.scene = .disk
            let target = "/sys/kernel/config/nvmet/subsystems/whole/passthru"
            $0.scene.files[target + "/device_path"] = "/dev/nvme0\n"
            $0.scene.files[target + "/enable"] = "1\n"
        },
        Case(.exported, "nvme0n1p1 is behind the SCSI target fileio_0/lab") {
            $0.scene = .disk
            $0.scene.files["/sys/kernel/config/target/core/fileio_0/lab/udev_path"] =
                "/dev/nvme0n1p1\n"
        },
        Case(.undetermined, "loop3 has /dev/gone, which cannot be looked at") {
            $0.scene = .disk
            $0.scene.files["/sys/class/block/loop3/loop/backing_file"] = "/dev/gone\n"
        },
        Case(.undetermined, "may be exported: nvmet is loaded") {
            $0.scene = .disk
            $0.scene.files["/sys/module/nvmet/refcnt"] = "0\n"
        },
        Case(.swap, "nvme3n1 is swap space") {
            let head = "/sys/class/nvme-subsystem/nvme-subsys3"
            $0.scene.add("nvme/nvme0", "nvme", "240:0")
            // A path of a multipath disk: no number of its own.
            $0.scene.add("nvme/nvme0/nvme3c0n1", "block")
            $0.scene.files[head + "/nvme0"] = ""
            $0.scene.add(head + "/nvme3n1", "block", "259:0")
            $0.scene.files["/proc/swaps"] =
                "Filename\tType\n/dev/nvme3n1  partition 1 0 -2\n"
        },
    ]

    private static let processes = [
        Case(.open, "nvme0n1 is in use by postgres (process 50)") {
            $0.scene = .disk
            $0.scene.addProcess(50, "postgres", open: ["/dev/null", "/dev/nvme0n1"])
        },
        // By another name of the device file, which is gone by now.
        Case(.open, "ng0n1 is in use by nvme (process 51)") {
            $0.scene = .disk
            $0.scene.add("nvme/nvme0/ng0n1", "nvme-generic", "238:0")
            $0.scene.nodes["/tmp/x (deleted)"] = "character 238:0"
            $0.scene.addProcess(51, "nvme", open: ["/tmp/x (deleted)"])
        },
        Case(.open, "a file on nvme0n1p1 is in use by tail (process 52)") {
            $0.scene = .disk
            $0.scene.files["/mnt/log"] = ""
            $0.scene.fileSystems["/mnt/log"] = "259:1"
            $0.scene.addProcess(52, "tail", open: ["/mnt/log"])
        },
        Case(.open, "uio0 is in use by dpdk (process 53)") {
            $0.driver = "uio_pci_generic"
            $0.scene.add("uio/uio0", "uio", "244:0")
            let mapping = "7f0000000000-7f0000001000 rw-s 00000000 00:05 99   /dev/uio0\n"
            $0.scene.nodes["/proc/53/map_files/7f0000000000-7f0000001000"] = "character 244:0"
            $0.scene.addProcess(53, "dpdk", maps: mapping)
        },
        Case(.open, "0000:01:00.0's resource0 is in use by python3 (process 54)") {
            let path = "/sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0/resource0"
            $0.scene.addProcess(
                54, "python3", maps: "7f0000000000-7f0000001000 rw-s 00000000 00:16 99 \(path)\n")
        },
        Case(.open, "0000:01:00.0's resource2_wc is in use by Xorg (process 55)") {
            $0.scene.addProcess(
                55, "Xorg", open: ["/sys/devices/pci0000:00/0000:01:00.0/resource2_wc"])
        },
        Case(.open, "controlC0 is in use by pipewire (process 56)", isFinal: true) {
            $0.driver = "snd_hda_intel"
            $0.scene.add("sound/card0", "sound")
            $0.scene.add("sound/card0/controlC0", "sound", "116:2")
            $0.scene.addProcess(56, "pipewire", open: ["/dev/controlC0"])
        },
        Case(.open, "/dev/nvidia1 is in use by python3 (process 57)", isFinal: true) {
            $0.driver = "nvidia"
            $0.scene.files["/proc/driver/nvidia/gpus/0000:01:00.0/information"] =
                "Model: \t x\nDevice Minor: \t 1\n"
            $0.scene.addProcess(57, "python3", open: ["/dev/nvidia1"])
        },
        // Perhaps of another card.
        Case(.open, "/dev/nvidiactl is in use by python3 (process 57)") {
            $0.driver = "nvidia"
            $0.scene.addProcess(57, "python3", open: ["/dev/nvidiactl"])
        },
        Case(.open, "0000:01:00.0's p2pmem is in use by spdk (process 59)", isFinal: true) {
            let path = "/sys/devices/pci0000:00/0000:01:00.0/p2pmem/allocate"
            $0.scene.addProcess(
                59, "spdk", maps: "7f0000000000-7f0000001000 rw-s 00000000 00:16 99 \(path)\n")
        },
        Case(.open, "ng0n1 is in use by nvme (process 51)") {
            let head = "/sys/class/nvme-subsystem/nvme-subsys0"
            $0.scene.add("nvme/nvme0", "nvme", "240:0")
            $0.scene.files[head + "/nvme0"] = ""
            $0.scene.add(head + "/ng0n1", "nvme-generic", "238:0")
            $0.scene.addProcess(51, "nvme", open: ["/dev/ng0n1"])
        },
        Case(.open, "ttyS4 is in use by agetty (process 58)") {
            $0.driver = "serial"
            $0.scene.add("tty/ttyS4", "tty", "4:68")
            $0.scene.addProcess(58, "agetty", open: ["/dev/ttyS4"])
        },
        Case(.console, "ttyS4 is the caller's terminal", isFinal: true) {
            $0.driver = "serial"
            $0.scene.add("tty/ttyS4", "tty", "4:68")
            $0.scene.files["/proc/self/stat"] = "1000 (a b) c) R 1 1000 1000 1092 -1\n"
        },
    ]

    private static let networks = [
        Case(.network, "network interface eth0 is up") {
            $0.scene.add("net/eth0", "net", nil, ["flags": "0x1003\n"])
        },
        Case(.network, "network interface eth0 is part of ovs-system") {
            $0.scene.add("virtio0/net/eth0", "net", nil, ["flags": "0x1002\n"])
            $0.scene.links[device + "/virtio0/net/eth0/master"] = "../../ovs-system"
        },
        Case(.network, "network interface eth0 is below macvlan0") {
            $0.scene.add("net/eth0", "net", nil, ["flags": "0x1002\n"])
            $0.scene.links[device + "/net/eth0/upper_macvlan0"] = "../macvlan0"
        },
        Case(.network, "its network interface is in another network namespace") {
            // An empty directory.
            $0.scene.files[device + "/net/."] = ""
        },
        Case(.network, "its network interface is in another network namespace") {
            $0.scene.add("net/eth0", "net", nil, ["flags": "0x1002\n"])
            $0.scene.files[device + "/infiniband/."] = ""
        },
        Case(.network, "the root file system (nfs4) is on the network", isFinal: true) {
            $0.scene.add("net/eth0", "net", nil, ["flags": "0x1003\n"])
            $0.scene.files["/proc/1/mountinfo"] =
                "26 1 0:30 / / rw shared:1 - nfs4 server:/root rw\n"
        },
        Case(.undetermined, "it is a network controller, and mlx5_core shows no interface") {
            $0.classCode = 0x02_0000
            $0.driver = "mlx5_core"
            $0.scene.absent = [device + "/net"]
        },
        Case(.network, "the caller is connected through br0", isFinal: true) {
            $0.scene.add("net/eth0", "net", nil, ["flags": "0x1003\n"])
            $0.scene.links["/sys/class/net/eth0/master"] = "../br0"
            $0.scene.files["/proc/self/stat"] = "1000 (vfio-probe) R 90 1000 1000 34816 -1\n"
            $0.scene.files["/proc/90/stat"] = "90 (sshd) S 1 90 90 0 -1\n"
            $0.scene.addProcess(90, "sshd", open: ["socket:[777]"])
            $0.scene.files["/proc/net/tcp"] =
                "  sl  local_address rem_address st\n"
                + "0: 0A00000A:0016 3200A8C0:C001 01 0:0 00:0 0 0 0 777 1 0 20\n"
            $0.scene.files["/proc/net/route"] =
                "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n"
                + "eth9\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\n"
                + "br0\t0000A8C0\t00000000\t0001\t0\t0\t0\t0000FFFF\n"
        },
        // From tmux, or cron: the way in is not seen, and so the way to everywhere counts.
        Case(.network, "the caller is connected through eth0", isFinal: true) {
            $0.scene.add("net/eth0", "net", nil, ["flags": "0x1003\n"])
            $0.scene.files["/proc/net/ipv6_route"] =
                String(repeating: "0", count: 32) + " 00 " + String(repeating: "0", count: 32)
                + " 00 " + String(repeating: "0", count: 32) + " 00000400 1 0 00000003 eth0\n"
        },
    ]

    private static let below = [
        Case(.below, "the function 10000:00:00.0 is behind it") {
            $0.scene.add("pci10000:00/10000:00:00.0", "pci")
        },
        Case(.below, "the mediated device 1234 is made of it") { $0.scene.add("1234", "mdev") },
        Case(.below, "the vDPA device vdpa0 is made of it") { $0.scene.add("vdpa0", "vdpa") },
        Case(.below, "the sub-function mlx5_core.sf.4 is on it") {
            $0.scene.add("mlx5_core.sf.4", "auxiliary")
        },
        Case(.below, "the RDMA device mlx5_0 is on it") {
            $0.scene.add("infiniband/mlx5_0", "infiniband")
        },
        Case(.below, "the USB device 1-1, Keyboard, is plugged into it") {
            $0.driver = "xhci_hcd"
            $0.scene.add("usb1", "usb", "189:0", ["bDeviceClass": "09\n"])
            $0.scene.add("usb1/1-0:1.0", "usb")
            $0.scene.add(
                "usb1/1-1", "usb", "189:1", ["bDeviceClass": "00\n", "product": "Keyboard\n"])
        },
        Case(.below, "watchdog0 is in use (state is active)") {
            $0.scene.add("watchdog/watchdog0", "watchdog", "247:0", ["state": "active\n"])
        },
        Case(.undetermined, "watchdog0, a device without state, is on it") {
            $0.scene.add("watchdog/watchdog0", "watchdog", "247:0")
        },
        Case(.below, "dma0chan1 is in use (in_use is 2)") {
            $0.scene.add("dma/dma0chan1", "dma", nil, ["in_use": "2\n"])
        },
        Case(.below, "the TPM tpm0 is on it") { $0.scene.add("tpm/tpm0", "tpm", "10:224") },
        Case(.below, "the machine's management controller is on it (ipmi0)") {
            $0.scene.add("ipmi/ipmi0", "ipmi", "243:0")
        },
        Case(.below, "the CXL device mem0 is on it") { $0.scene.add("mem0", "cxl", "250:0") },
        Case(.below, "the persistent memory ndbus0 is on it") { $0.scene.add("ndbus0", "nd") },
        Case(.console, "ttyS4 is a console of the kernel") {
            $0.scene.add("tty/ttyS4", "tty", "4:68")
            $0.scene.files["/sys/class/tty/console/active"] = "tty0 ttyS4\n"
        },
        Case(.below, "virtio_mem has virtio0, whose users are not seen") {
            virtio(&$0, "virtio_mem", nil)
        },
        Case(.below, "the pins gpiochip0 are on it") { $0.scene.add("gpiochip0", "gpio") },
        Case(.below, "the input device input7 is on it") {
            $0.scene.add("virtio0/input/input7", "input")
        },
        Case(.below, "the I2C device 0-0050 is on it") {
            $0.scene.add("i2c-0", "i2c")
            $0.scene.add("i2c-0/0-0050", "i2c")
            $0.scene.links[device + "/i2c-0/0-0050/driver"] = "../../../bus/i2c/drivers/ee1004"
        },
        Case(.undetermined, "warp0, a device of the class warpdrive, is on it") {
            $0.scene.add("warp0", "warpdrive")
        },
        Case(.undetermined, "x0, a device without class or bus, is on it") {
            $0.scene.files[device + "/x0/dev"] = "5:5\n"
        },
    ]

    private static let drivers = [
        Case(.driver, "nvme has 2 users, and this is its only device") {
            let drivers = "/sys/bus/pci/drivers/nvme"
            $0.scene.links[drivers + "/module"] = "../../../../module/nvme"
            $0.scene.links[drivers + "/0000:01:00.0"] = "../../../../devices/x/0000:01:00.0"
            $0.scene.files["/sys/module/nvme/refcnt"] = "3\n"
            $0.scene.files["/sys/module/nvme/holders/nvme_fabrics"] = ""
        },
        Case(.driver, "ccp is used by kvm_amd") {
            $0.driver = "ccp"
            $0.scene.links["/sys/bus/pci/drivers/ccp/module"] = "../../../../module/ccp"
            $0.scene.links["/sys/bus/pci/drivers/ccp/0000:01:00.0"] = "../../x/0000:01:00.0"
            $0.scene.files["/sys/module/ccp/refcnt"] = "1\n"
            $0.scene.files["/sys/module/ccp/holders/kvm_amd"] = ""
        },
        // A provider that is built on the driver.
        Case(.driver, "the cipher xts-aes-ccp is in use") {
            $0.driver = "ccp"
            $0.scene.links["/sys/bus/pci/drivers/ccp/module"] = "../../../../module/ccp"
            $0.scene.files["/sys/module/ccp/holders/ccp_crypto"] = ""
            $0.scene.files["/proc/crypto"] =
                "driver : xts-aes-ccp\nmodule : ccp_crypto\nrefcnt : 3\n"
        },
        Case(.undetermined, "whether ciphers of padlock, which is built in, are in use") {
            $0.driver = "padlock"
            $0.classCode = 0x10_8000
        },
        Case(.driver, "the cipher qat_aes is in use") {
            $0.driver = "c6xx"
            $0.scene.links["/sys/bus/pci/drivers/c6xx/module"] = "../../../../module/qat_c62x"
            $0.scene.files["/sys/module/intel_qat/holders/qat_c62x"] = ""
            $0.scene.files["/proc/crypto"] =
                "name : aes\ndriver : aes-generic\nmodule : kernel\nrefcnt : 4\n\n"
                + "name\t: cbc(aes)\ndriver\t: qat_aes\nmodule\t: intel_qat\nrefcnt\t: 2\n"
        },
        Case(.mounted, "the 9p file system at /mnt is on it", isFinal: true) {
            virtio(&$0, "9pnet_virtio", "host\0")
            $0.scene.files["/proc/1/mountinfo"] =
                mounts + "30 26 0:40 / /mnt rw - 9p host rw,trans=virtio\n"
        },
        Case(.mounted, "the virtiofs file system at /mnt is on it", isFinal: true) {
            virtio(&$0, "virtiofs", nil)
            $0.scene.files["/proc/1/mountinfo"] =
                mounts + "30 26 0:40 / /mnt rw - virtiofs tag rw\n"
        },
        Case(.undetermined, "virtio0 serves 9p file systems") {
            virtio(&$0, "9pnet_virtio", "host")
        },
    ]

    private static func virtio(_ scene: inout Case, _ driver: String, _ tag: String?) {
        scene.driver = "virtio-pci"
        scene.scene.add("virtio0", "virtio", nil, tag.map { ["mount_tag": $0] } ?? [:])
        scene.scene.links[device + "/virtio0/driver"] = "../../../../bus/virtio/drivers/" + driver
    }

    /// Each class that is known and quiet, a disk with partitions, an interface that is down: free.
    static let free = [
        Case(.open, "a disk") { $0.scene = .disk },
        Case(.open, "a disk beside one that is used") {
            $0.scene = .disk
            $0.scene.nodes["/dev/nvme9n1"] = "block 259:9"
            $0.scene.files["/proc/swaps"] =
                "Filename\tType\n/dev/nvme9n1  partition 1 0 -2\n"
            $0.scene.addProcess(60, "dd", open: ["/dev/nvme9n1"])
        },
        Case(.open, "an empty drive") { $0.scene = .disk },
        Case(.open, "an interface that is down") {
            $0.scene.add("net/eth0", "net", nil, ["flags": "0x1002\n"])
        },
        Case(.open, "a USB controller without devices") {
            $0.scene.add("usb1", "usb", "189:0", ["bDeviceClass": "09\n"])
            $0.scene.add("usb1/1-0:1.0", "usb")
        },
        Case(.open, "a 9p device without mounts") {
            virtio(&$0, "9pnet_virtio", "host")
            $0.scene.files["/sys/module/9pnet_virtio/refcnt"] = "0\n"
        },
        Case(.open, "a class 06 device with an ordinary header") {
            $0.classCode = 0x06_8000
            $0.headerType = 0
        },
        Case(.open, "a display without console") {
            $0.scene.add("drm/card0", "drm", "226:0")
            $0.scene.add("graphics/fb0", "graphics", "29:0")
            $0.scene.files["/sys/class/vtconsole/vtcon0/name"] = "(S) dummy device\n"
            $0.scene.files["/sys/class/vtconsole/vtcon0/bind"] = "1\n"
        },
        Case(.open, "a kernel without PID and network namespaces") {
            $0.scene.absent = ["1", "1000", "self"].flatMap {
                ["/proc/\($0)/ns/pid", "/proc/\($0)/ns/net"]
            }
        },
        Case(.open, "a sound card with its jacks") {
            $0.scene.add("sound/card0", "sound")
            $0.scene.add("sound/card0/input3", "input")
            $0.scene.add("sound/card0/input3/event3", "input", "13:67")
        },
        Case(.open, "a virtio network device without a driver") {
            $0.classCode = 0x02_0000
            $0.driver = "virtio-pci"
            $0.scene.absent = [device + "/net"]
            $0.scene.add("virtio0", "virtio")
        },
        Case(.open, "a watchdog that sleeps") {
            $0.scene.add("watchdog/watchdog0", "watchdog", "247:0", ["state": "inactive\n"])
        },
        Case(.open, "one of a driver's devices") {
            let drivers = "/sys/bus/pci/drivers/nvme"
            $0.scene.links[drivers + "/module"] = "../../../../module/nvme"
            $0.scene.links[drivers + "/0000:01:00.0"] = "../../../../devices/x/0000:01:00.0"
            $0.scene.links[drivers + "/0000:02:00.0"] = "../../../../devices/x/0000:02:00.0"
            $0.scene.files["/sys/module/nvme/refcnt"] = "3\n"
        },
    ]
}
