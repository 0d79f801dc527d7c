import PCISnapshot

/// Whether a function is a display that somebody looks at.
struct DisplayUse {
    /// Why it is in use.
    let reasons: [InUseReason]
    /// The virtual terminals that it shows, whose openers use it.
    let terminals: [(number: DeviceNumber, name: String)]

    /// Looks at the boot display's flag and at the framebuffer console.
    init(
        _ address: BusAddress, _ tree: FunctionTree, _ driver: String?, _ kernel: any ProbeKernel
    ) throws(CallFailure) {
        var reasons: [InUseReason] = []
        if try kernel.text(Paths.device(address, "boot_vga")) ?? "0" != "0" {
            // sysfb's device is removed when vfio-pci comes, and nobody makes it again.
            let warning =
                driver == nil
                ? "; the firmware's framebuffer on it (efifb, vesafb, simpledrm) would not come back"
                : ""
            reasons.append(InUseReason(.display, "it is the boot display" + warning))
        }
        guard !tree.devices(of: "graphics").isEmpty, try Self.showsConsole(kernel) else {
            self.reasons = reasons
            terminals = []
            return
        }
        let active = try kernel.text("/sys/class/tty/console/active") ?? ""
        if active.split(separator: " ").contains(where: Self.isTerminal) {
            reasons.append(InUseReason(.display, "it shows the console of the kernel"))
        }
        self.reasons = reasons
        terminals = (0...63).map { (DeviceNumber(.character, 4, $0), "tty\($0)") }
    }

    /// Whether the console of the virtual terminals is a framebuffer's.
    private static func showsConsole(_ kernel: any ProbeKernel) throws(CallFailure) -> Bool {
        let consoles = "/sys/class/vtconsole"
        for name in try kernel.names(consoles) ?? [] {
            let kind = try kernel.text("\(consoles)/\(name)/name") ?? ""
            let isBound = try kernel.text("\(consoles)/\(name)/bind") != "0"
            if kind.contains("frame buffer"), isBound { return true }
        }
        return false
    }

    /// `tty0`, `tty7`; not `ttyS0`.
    private static func isTerminal(_ name: Substring) -> Bool {
        name.hasPrefix("tty") && name.dropFirst(3).allSatisfy(\.isNumber) && name.count > 3
    }
}
