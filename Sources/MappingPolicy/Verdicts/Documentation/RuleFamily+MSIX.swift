extension RuleFamily {
    /// What is documented of the rules that find the MSI-X structures.
    static let msix = RuleFamily(
        "MSI-X: where the structures are",
        [
            RuleDocumentation(
                .msixUnknown, classes: [.unknown], findings: [.error],
                condition: """
                    Whether the function has MSI-X, or where its table is, could not be read: no \
                    privilege, asleep, a broken chain or capability, two capabilities. All memory \
                    BARs.
                    """,
                why: """
                    The table may be in any page, and the guest must never write to the real one.
                    """,
                action: "Run as root; wake the device; plan from a snapshot that root captured.",
                sources: [
                    "PCI Local Bus 3.0, 6.8.2",
                    "Linux: `vfio_pci_core_enable()`, drivers/vfio/pci/vfio_pci_core.c",
                ],
                mocks: ["config-without-root", "msix-twice"]),
            RuleDocumentation(
                .msixVFIODiffers, classes: [.unknown], findings: [.error],
                condition: """
                    VFIO counts another number of MSI-X vectors than the capability, or gives \
                    MSIX_MAPPABLE to a BAR that does not hold the table. All memory BARs.
                    """,
                why: """
                    VFIO and configuration space read the same registers; where they disagree, \
                    nobody knows where the table is.
                    """,
                action: "Capture again; report it if it stays.",
                sources: [
                    "Linux: `vfio_pci_get_irq_count()`, drivers/vfio/pci/vfio_pci_core.c",
                    "Linux: `vfio_pci_ioctl_get_region_info()`, drivers/vfio/pci/vfio_pci_core.c",
                ],
                mocks: ["vfio-msix-vectors-differ", "vfio-msix-mappable-elsewhere"]),
            RuleDocumentation(
                .msixAssumedAbsent, findings: [.info],
                condition: """
                    A snapshot holds neither configuration space nor a word on MSI-X, and no fault \
                    that says why.
                    """,
                why: "It is taken as hand-written, for a function without MSI-X.",
                action: "Give the snapshot `config` or `msix`, or capture the device.",
                sources: ["vfio-probe's snapshot format"],
                mocks: ["io-bar"]),
            RuleDocumentation(
                .msixTable, classes: [.emulate],
                condition: """
                    A byte of the table: [offset, offset + 16 * N) in the BAR that the BIR names, \
                    N = (Message Control & 0x7ff) + 1, cut at the BAR's end.
                    """,
                why: """
                    The VMM owns the interrupt vectors: a guest that writes the real table picks \
                    addresses and data on the host. MSIX_MAPPABLE allows an mmap of the page and \
                    changes nothing here.
                    """,
                action: "Nothing; see `msix.shared-page` for what it costs.",
                sources: [
                    "PCI Local Bus 3.0, 6.8.2",
                    """
                    Linux: `vfio_pci_bar_rw()` reads it as all ones, \
                    drivers/vfio/pci/vfio_pci_rdwr.c
                    """,
                    "QEMU: `msix_init()`, hw/pci/msix.c",
                ],
                mocks: ["nvme-unaligned-table", "nvme-aligned"]),
            RuleDocumentation(
                .msixPBA, classes: [.emulate],
                condition: """
                    A byte of the pending bit array: [offset, offset + 8 * ceil(N / 64)), cut at \
                    the BAR's end; unless --pba direct.
                    """,
                why: """
                    Masked vectors are masked in the VMM, so the pending bits that the guest must \
                    see are the VMM's. cloud-hypervisor, OpenVMM and Firecracker trap it; QEMU \
                    maps it until a masked vector fires.
                    """,
                action: "--pba direct, for a VMM that maps it as QEMU does.",
                sources: ["PCI Local Bus 3.0, 6.8.2", "QEMU: `vfio_msix_setup()`, hw/vfio/pci.c"],
                mocks: ["nvme-unaligned-table", "msix-pba-in-other-bar"]),
            RuleDocumentation(
                .msixBIRReserved, classes: [.unknown], findings: [.error],
                condition: """
                    The BIR of the table or of the PBA is 6 or 7. For the table all memory BARs \
                    are `unknown`; a PBA alone is ignored.
                    """,
                why: "A table exists and may be anywhere. QEMU would index past its array of BARs.",
                action: "The device is broken; do not assign it.",
                sources: [
                    "PCI Local Bus 3.0, 6.8.2",
                    "QEMU: `vfio_msix_early_setup()`, hw/vfio/pci.c",
                ],
                mocks: ["msix-bir-7"]),
            RuleDocumentation(
                .msixBIRNoBAR, classes: [.unknown], findings: [.error],
                condition: """
                    The BIR names an I/O BAR, an upper half, or a slot without a BAR. For the \
                    table all memory BARs are `unknown`; a PBA alone is ignored.
                    """,
                why: "A table exists and may be anywhere.",
                action: "The device is broken; do not assign it.",
                sources: ["PCI Local Bus 3.0, 6.8.2"],
                mocks: ["msix-bir-names-io-bar"]),
            RuleDocumentation(
                .msixTableOutsideBAR, classes: [.unknown], findings: [.error],
                condition: """
                    The table reaches past its BAR. The part inside stays `emulate`; where none is \
                    inside, all memory BARs are `unknown`.
                    """,
                why: """
                    The capability contradicts the BAR, and a table that is nowhere may be \
                    anywhere.
                    """,
                action: "The device is broken; do not assign it. QEMU refuses it.",
                sources: ["PCI Local Bus 3.0, 6.8.2", "QEMU: `msix_init()`, hw/pci/msix.c"],
                mocks: ["msix-table-past-bar-end", "msix-table-runs-over-bar-end"]),
            RuleDocumentation(
                .msixPBAOutsideBAR, findings: [.error],
                condition: """
                    The PBA reaches past its BAR, after a quirk's correction where there is one. \
                    The part inside stays `emulate`.
                    """,
                why: """
                    The capability contradicts the BAR. Unlike a table, a PBA that is nowhere \
                    makes no byte `unknown`: reading pending bits harms nobody.
                    """,
                action: "QEMU refuses the device unless x-msix-relocation moves the structures.",
                sources: [
                    "PCI Local Bus 3.0, 6.8.2",
                    "QEMU: `vfio_msix_early_setup()`, hw/vfio/pci.c",
                ],
                mocks: ["msix-pba-past-bar-end"]),
            RuleDocumentation(
                .msixTablePBAOverlap, findings: [.error],
                condition: "Table and PBA have bytes in common.",
                why: "The capability contradicts itself. Both stay `emulate`.",
                action: "The device is broken. QEMU refuses it.",
                sources: ["PCI Local Bus 3.0, 6.8.2", "QEMU: `msix_init()`, hw/pci/msix.c"],
                mocks: ["msix-table-over-pba"]),
        ])
}
