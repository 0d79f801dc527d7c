import PCISnapshot

/// Drivers whose removal waits for their users, in the kernel, where no signal reaches it: with a
/// user they are never unbound.
struct WaitingDriver {
    private let tree: FunctionTree
    private let mounts: [MountTable]
    private let kernel: any ProbeKernel

    init(_ tree: FunctionTree, _ mounts: [MountTable], _ kernel: any ProbeKernel) {
        self.tree = tree
        self.mounts = mounts
        self.kernel = kernel
    }

    /// Whether closing all files is what the removal of a device below a function waits for
    /// (`snd_card_free()`, `i2c_del_adapter()`, `ib_unregister_device()`, `dvb_unregister_device()`,
    /// `vfio_unregister_group_dev()`).
    static func waitsForUsers(_ device: SysfsDevice) -> Bool {
        let waiting: Set = [
            "sound", "i2c-dev", "infiniband_verbs", "infiniband_mad", "dvb", "vfio-dev",
        ]
        return device.subsystem.map(waiting.contains) ?? false
    }

    /// Whether a function's own driver waits so for all.
    static func waitsForUsers(_ driver: String?) -> Bool {
        driver.map(VFIODriver.isOne) ?? false
    }

    /// File systems over virtio, whose removal waits for the last unmount (`p9_virtio_remove()`,
    /// `virtio_fs_remove()`).
    func reasons() throws(CallFailure) -> [InUseReason] {
        var reasons: [InUseReason] = []
        for device in tree.devices(of: "virtio") {
            switch try kernel.linkName(device.path + "/driver") {
            case "9pnet_virtio": reasons += try fileServerReasons(device, "9p", "9pnet_virtio")
            case "virtiofs", "virtio_fs":
                reasons += try fileServerReasons(device, "virtiofs", "virtiofs")
            default: break
            }
        }
        return reasons
    }

    private func fileServerReasons(_ device: SysfsDevice, _ type: Substring, _ module: String)
        throws(CallFailure) -> [InUseReason]
    {
        // virtiofs has no such attribute on its device: any mount may be this one's.
        let tag = try kernel.text(device.path + "/mount_tag")?.prefix { $0 != "\0" }
        let mount = mounts.flatMap(\.mounts).first {
            $0.type == type && (tag == nil || $0.source == tag)
        }
        if let mount {
            let place = MountTable.readable(mount.place)
            return [
                InUseReason(
                    .mounted,
                    "the \(type) file system at \(place) is on it, and its driver"
                        + " would wait for the last unmount", isFinal: true)
            ]
        }
        // A mount that nobody sees any more is known to the module alone.
        let count = try kernel.text("/sys/module/\(module)/refcnt")
        guard count == "0" else {
            return [
                InUseReason(
                    .undetermined,
                    "\(device.name) serves \(type) file systems, and whether one is mounted cannot be"
                        + " told for sure")
            ]
        }
        return []
    }
}
