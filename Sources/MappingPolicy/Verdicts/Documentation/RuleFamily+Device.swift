extension RuleFamily {
    /// What is documented of the rules about the device as a whole.
    static let device = RuleFamily(
        "The device as a whole",
        [
            RuleDocumentation(
                .deviceUnread, classes: [.unknown], findings: [.warning, .error],
                condition: """
                    A part of the function could not be read: ids, configuration space or \
                    resources. Also a BAR smaller than a page while the resources of another \
                    function, which may lie in that page, could not be read.
                    """,
                why: """
                    What was not read may say anything. A BAR whose page may belong to an unread \
                    neighbor too is not mapped. Missing privilege (64 bytes of configuration \
                    space) and a device in D3cold are warnings, every other failure is an error.
                    """,
                action: """
                    Run as root; wake the device, or pass --wake; read the error in the finding.
                    """,
                sources: ["Linux: `pci_read_config()`, drivers/pci/pci-sysfs.c"],
                mocks: ["config-without-root", "neighbour-unread"]),
            RuleDocumentation(
                .deviceBridge, classes: [.reflect], findings: [.info],
                condition: """
                    The header type is not 0, or the header was not read and the class says \
                    bridge.
                    """,
                why: """
                    VFIO takes ordinary functions only, so no BAR of a bridge can be mapped \
                    through it.
                    """,
                action: "Nothing: assign the functions behind the bridge.",
                sources: [
                    """
                    Linux: `vfio_pci_probe()` and `vfio_pci_core_register_device()` refuse \
                    other header types
                    """
                ],
                mocks: ["bridge-with-bar"]),
            RuleDocumentation(
                .configChain, findings: [.error],
                condition: """
                    A capability chain loops or leaves configuration space, or the header reads as \
                    no device.
                    """,
                why: """
                    Capabilities behind the break are not seen. Where MSI-X may be among them, \
                    every memory BAR is `msix.unknown`.
                    """,
                action: "Read the device again; if it stays, the device or the snapshot is broken.",
                sources: [
                    "PCI Local Bus 3.0, 6.7",
                    "PCIe 6.0, 7.6.3",
                    """
                    Linux: `pci_find_capability()`, `pci_find_next_ext_capability()`, \
                    drivers/pci/pci.c
                    """,
                ],
                mocks: ["capability-chain-loops", "capability-chain-leaves"]),
            RuleDocumentation(
                .configCapability, findings: [.error],
                condition: """
                    A capability is cut off, holds values that it cannot have, or is there twice \
                    where a function has it once.
                    """,
                why: """
                    Its content cannot be used. If it is MSI-X, every memory BAR is \
                    `msix.unknown`.
                    """,
                action: "Read the device again; if it stays, the device or the snapshot is broken.",
                sources: [
                    "PCI Local Bus 3.0, 6.8.2 (MSI-X)",
                    """
                    PCIe 6.0, 7.5.3 (PCI Express), 7.8.5 (Enhanced Allocation), 7.8.6 \
                    (Resizable BAR), 9.3.3 (SR-IOV)
                    """,
                ],
                mocks: ["capability-cut-off", "msix-twice"]),
        ])
}
