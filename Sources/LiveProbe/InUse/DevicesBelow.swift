/// What hangs below a function, by class and bus: some are in use whether anybody has them open or
/// not, and of classes that are not known here it cannot be told.
struct DevicesBelow {
    private let tree: FunctionTree
    private let kernel: any ProbeKernel

    init(_ tree: FunctionTree, _ kernel: any ProbeKernel) {
        self.tree = tree
        self.kernel = kernel
    }

    /// Classes and buses whose users are seen otherwise: by their device files, their interfaces or
    /// their disks; or that have no users.
    private static let quiet: Set = [
        // Disks, and what stands between them and the function.
        "block", "nvme", "nvme-generic", "nvme-subsystem", "bsg", "enclosure", "scsi", "scsi_host",
        "scsi_device", "scsi_disk", "scsi_generic", "scsi_changer", "scsi_tape", "fc_host",
        "fc_transport", "fc_vports", "fc_remote_ports", "sas_host", "sas_phy", "sas_port",
        "sas_device", "sas_end_device", "sas_expander", "raid_devices", "spi_host",
        "spi_transport", "iscsi_host", "iscsi_iface", "iscsi_endpoint", "ata_port", "ata_link",
        "ata_device", "ide", "mmc_host", "mmc", "mmc_rpmb", "memstick_host", "memstick", "sdio",
        "ufs-bsg", "bdi",
        // Networks.
        "net", "mdio_bus", "ptp", "pps", "ieee80211", "rfkill", "ssb", "bcma", "mhi", "wwan",
        "gnss", "dpll",
        // Displays and sound.
        "drm", "drm_dp_aux_dev", "graphics", "backlight", "accel", "cec", "sound", "hdaudio",
        "ac97", "soundwire", "i2c-adapter", "i2c-dev", "video4linux", "media", "dvb", "rc", "lirc",
        // Serial lines and small devices.
        "tty", "serial-base", "parport", "ppdev", "lp", "printer", "misc", "mei", "rtc",
        "spi_master", "spi", "auxiliary", "platform", "virtio-ports", "uio", "uacce",
        "vfio", "vfio-dev",
        // Device files of what is told of below as a whole.
        "infiniband_verbs", "infiniband_mad", "infiniband_cm", "vhost-vdpa", "hid", "hidraw",
        "usbmisc",
        // Services of the kernel that stop with their device and lose nothing.
        "hwmon", "thermal", "leds", "wakeup", "pci_express", "nvmem", "edac", "mc", "firmware",
        "devcoredump", "power_supply", "event_source", "devlink", "dca", "powercap", "hw_random",
        "pcie_ptm", "intel_pmt",
        "intel_th", "stm_source", "snd_seq", "gameport", "rpmb", "usb_role", "ulpi", "phy",
        "iscsi_flashnode",
    ]

    /// Classes and buses that are used by the kernel itself, or by others whom nobody sees.
    private static let used: [String: String] = [
        "pci": "the function %@ is behind it",
        "mdev": "the mediated device %@ is made of it",
        "vdpa": "the vDPA device %@ is made of it",
        "nd": "the persistent memory %@ is on it",
        "dax": "the memory %@ is on it",
        "cxl": "the CXL device %@ is on it",
        "infiniband": "the RDMA device %@ is on it, whose users in the kernel are not seen",
        "thunderbolt": "the Thunderbolt device %@ is on it",
        "firewire": "the FireWire device %@ is on it",
        "bluetooth": "the Bluetooth adapter %@ is on it",
        "ipmi": "the machine's management controller is on it (%@)",
        "tpm": "the TPM %@ is on it",
        "tpmrm": "the TPM %@ is on it",
        "gpio": "the pins %@ are on it, whose users are not seen",
        "pwm": "the output %@ is on it, whose users are not seen",
        "regulator": "the regulator %@ is on it, whose users are not seen",
        "iio": "the sensor %@ is on it, whose users are not seen",
        "udc": "the USB gadget %@ is on it",
        "mtd": "the flash memory %@ is on it",
        "ubi": "the flash volume %@ is on it",
        "fc_nvme": "NVMe over Fibre Channel goes through it (%@)",
        "iscsi_session": "the iSCSI session %@ goes through it",
        "iscsi_connection": "the iSCSI connection %@ goes through it",
    ]

    /// What hangs below and may be in use.
    func reasons() throws(CallFailure) -> [InUseReason] {
        var reasons: [InUseReason] = []
        for device in tree.devices {
            if let reason = try reason(device) { reasons.append(reason) }
        }
        return reasons
    }

    private func reason(_ device: SysfsDevice) throws(CallFailure) -> InUseReason? {
        guard let subsystem = device.subsystem else {
            return unknown(device, "without class or bus")
        }
        if device.numberText != nil, device.number == nil {
            return unknown(device, "with a device number that makes no sense")
        }
        if let words = Self.used[subsystem] {
            return InUseReason(.below, Self.filled(words, device.name))
        }
        switch subsystem {
        case "usb": return try usbReason(device)
        case "dma": return try attributeReason(device, "in_use", idle: "0")
        case "dsa": return try attributeReason(device, "clients", idle: "0")
        case "watchdog": return try attributeReason(device, "state", idle: "inactive")
        case "tty": return try consoleReason(device)
        case "i2c": return clientReason(device)
        case "virtio": return try virtioReason(device)
        case "input": return inputReason(device)
        case "auxiliary" where device.name.contains(".sf."):
            return InUseReason(.below, "the sub-function \(device.name) is on it")
        case "fc_remote_ports" where try hasFabrics():
            return InUseReason(.below, "NVMe over Fibre Channel may go through \(device.name)")
        case _ where Self.quiet.contains(subsystem): return nil
        default: return unknown(device, "of the class \(subsystem)")
        }
    }

    private static func filled(_ words: String, _ name: String) -> String {
        let parts = words.split(separator: "%@", omittingEmptySubsequences: false)
        return parts.joined(separator: name)
    }

    private func unknown(_ device: SysfsDevice, _ what: String) -> InUseReason {
        InUseReason(
            .undetermined,
            "\(device.name), a device \(what), is on it: whether it is in use cannot be told")
    }

    /// A device that says by itself whether somebody uses it; one that does not say is in use.
    private func attributeReason(_ device: SysfsDevice, _ attribute: String, idle: String)
        throws(CallFailure) -> InUseReason?
    {
        guard device.entries.contains(attribute) else {
            // The parts of a DSA device that are no work queues have no clients.
            return device.subsystem == "dsa" ? nil : unknown(device, "without \(attribute)")
        }
        let state = try kernel.text(device.path + "/" + attribute) ?? idle
        guard state != idle else { return nil }
        return InUseReason(.below, "\(device.name) is in use (\(attribute) is \(state))")
    }

    /// Anything but a hub that is plugged in: keyboards and disks are in use without an opener.
    private func usbReason(_ device: SysfsDevice) throws(CallFailure) -> InUseReason? {
        // Interfaces of a device have a colon in their names, and no class of a device.
        guard !device.name.contains(":") else { return nil }
        guard try kernel.text(device.path + "/bDeviceClass") != "09" else { return nil }
        let product = try kernel.text(device.path + "/product").map { ", \($0)," } ?? ""
        return InUseReason(
            .below, "the USB device \(device.name)\(product) is plugged into it")
    }

    /// Drivers of virtio whose users are seen otherwise, or that lose nothing.
    private static let quietVirtio: Set = [
        "virtio_net", "virtio_blk", "virtio_scsi", "virtio_rng", "virtio_console",
        "virtio_rproc_serial", "virtio_gpu", "virtio-gpu", "virtio_snd", "virtio_input",
        "virtio_balloon", "9pnet_virtio", "virtiofs", "virtio_pmem", "nd_virtio",
    ]

    /// Memory that is plugged in (`virtio_mem_remove()` only warns), ciphers, sockets, buses.
    private func virtioReason(_ device: SysfsDevice) throws(CallFailure) -> InUseReason? {
        guard let driver = try kernel.linkName(device.path + "/driver"),
            !Self.quietVirtio.contains(driver)
        else { return nil }
        return InUseReason(
            .below, "\(driver) has \(device.name), whose users are not seen")
    }

    /// A chip on an I2C bus that a driver has; the bus itself is `i2c-0`.
    private func clientReason(_ device: SysfsDevice) -> InUseReason? {
        guard !device.name.hasPrefix("i2c-"), device.entries.contains("driver") else { return nil }
        return InUseReason(.below, "the I2C device \(device.name) is on it")
    }

    /// Keys and pointers, which the console uses without opening them; the jacks of a sound card
    /// are input devices as well.
    private func inputReason(_ device: SysfsDevice) -> InUseReason? {
        guard device.name.hasPrefix("input"), !device.path.contains("/sound/") else { return nil }
        return InUseReason(.below, "the input device \(device.name) is on it")
    }

    /// A serial line that the kernel writes its messages to.
    private func consoleReason(_ device: SysfsDevice) throws(CallFailure) -> InUseReason? {
        let active = try kernel.text("/sys/class/tty/console/active") ?? ""
        guard active.split(separator: " ").contains(Substring(device.name)) else { return nil }
        return InUseReason(.console, "\(device.name) is a console of the kernel")
    }

    /// Whether any NVMe controller is reached through a network or Fibre Channel.
    private func hasFabrics() throws(CallFailure) -> Bool {
        try kernel.names("/sys/class/nvme-fabrics/ctl")?.contains { $0.hasPrefix("nvme") } == true
    }
}
