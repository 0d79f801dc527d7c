extension RuleFamily {
    /// What is documented of the rules about a BAR.
    static let bar = RuleFamily(
        "The BAR",
        [
            RuleDocumentation(
                .barUpperHalf, classes: [.conflict], findings: [.error],
                condition: """
                    A resource stands in the slot of a 64-bit BAR's upper half, or a 64-bit BAR \
                    stands at slot 5, which has no slot behind it.
                    """,
                why: "The resource list contradicts itself: a 64-bit BAR takes two slots.",
                action: "Capture the device again; nothing of this BAR is mapped.",
                sources: [
                    "PCIe 6.0, 7.5.1.2.1", "Linux: `__pci_read_base()`, drivers/pci/probe.c",
                ],
                mocks: ["bar-in-upper-half"]),
            RuleDocumentation(
                .barKindUnclear, findings: [.error],
                condition: "A resource's flags name both memory and I/O ports, or neither.",
                why: """
                    It is not known what the slot is, so it is not treated as a BAR and nothing of \
                    it is mapped. Its addresses still count as taken for its neighbors.
                    """,
                action: "Capture the device again.",
                sources: ["include/linux/ioport.h: `IORESOURCE_MEM`, `IORESOURCE_IO`"],
                mocks: ["bar-kind-unclear"]),
            RuleDocumentation(
                .barOverlap, classes: [.conflict], findings: [.error],
                condition: """
                    Bytes of an assigned memory BAR lie at addresses that another BAR, a ROM or a \
                    PF's range for VF BARs has as well, of this function or another one. A VF's \
                    BAR inside its PF's range is no overlap. Bytes that only the live size has \
                    count against every other resource.
                    """,
                why: """
                    A mapping would reach the registers of two devices at once. TDISP refuses to \
                    lock such a function.
                    """,
                action: """
                    Have the kernel assign resources again (remove and rescan, or boot with \
                    pci=realloc).
                    """,
                sources: [
                    "Linux: `pci_claim_resource()`, drivers/pci/setup-res.c",
                    "PCIe 6.0, 11.3.8",
                ],
                mocks: ["bars-overlap", "bars-of-two-functions-overlap"]),
            RuleDocumentation(
                .barSizeDiffers, classes: [.conflict], findings: [.error],
                condition: """
                    A Resizable BAR or an enabled Enhanced Allocation entry gives the BAR another \
                    size than the kernel's resource list.
                    """,
                why: """
                    One of the two is wrong, so it is not known which addresses the device answers \
                    at.
                    """,
                action: """
                    Set the BAR's size through sysfs (resourceN_resize) or rescan the device, so \
                    that both agree.
                    """,
                sources: [
                    "PCIe 6.0, 7.8.6 and 7.8.5", "Linux: `pci_ea_read()`, drivers/pci/pci.c",
                ],
                mocks: ["resizable-bar-other-size", "enhanced-allocation-other-size"]),
            RuleDocumentation(
                .barIO, classes: [.reflect],
                condition: "An I/O port BAR.",
                why: "I/O ports are not memory: VFIO offers read and write for them, never mmap.",
                action: "Nothing.",
                sources: ["Linux: `vfio_pci_probe_mmaps()`, drivers/vfio/pci/vfio_pci_core.c"],
                mocks: ["io-bar"]),
            RuleDocumentation(
                .barUnassigned, classes: [.reflect], findings: [.warning],
                condition: "The BAR has a size but no address (IORESOURCE_UNSET).",
                why: "There is nothing to map: the kernel could not place the BAR.",
                action: """
                    Free address space for it (pci=realloc, a larger bridge window), then rescan.
                    """,
                sources: [
                    "include/linux/ioport.h: `IORESOURCE_UNSET`",
                    "Linux: `vfio_pci_core_mmap()`, drivers/vfio/pci/vfio_pci_core.c",
                ],
                mocks: ["bar-unassigned"]),
            RuleDocumentation(
                .barUnaligned, classes: [.reflect],
                condition: "A memory BAR of at least a page does not start on a page.",
                why: """
                    The kernel maps whole pages from the one that holds the BAR's start, so every \
                    offset in the mapping would be wrong. BARs are aligned to their size; only a \
                    contradiction leads here.
                    """,
                action: "Check the resource list; rescan the device.",
                sources: ["Linux: `vfio_pci_core_mmap()`, drivers/vfio/pci/vfio_pci_core.c"],
                mocks: ["bar-unaligned"]),
            RuleDocumentation(
                .barClaimed, classes: [.unknown], findings: [.warning, .error],
                condition: """
                    /proc/iomem shows that somebody other than the function's driver has reserved \
                    the BAR (a boot framebuffer, for example). The warning names the holder.
                    """,
                why: """
                    mmap and read fail with EBUSY while the holder stays, whatever the region's \
                    flags say. Whether it will be gone by then is not known.
                    """,
                action: """
                    Unload or disable the holder; for a boot framebuffer, boot without it \
                    (video=efifb:off).
                    """,
                sources: [
                    "Linux: `vfio_pci_core_setup_barmap()`, drivers/vfio/pci/vfio_pci_rdwr.c"
                ],
                mocks: ["bar-claimed"]),
            RuleDocumentation(
                .barSubPageUnaligned, classes: [.reflect], findings: [.warning],
                condition: "A memory BAR smaller than a page does not start on a page.",
                why: """
                    The kernel refuses mmap: userspace could not tell where in the page the BAR \
                    is.
                    """,
                action: """
                    Boot with pci=resource_alignment=<order>@<address>; the plan's advice has the \
                    values.
                    """,
                sources: ["Linux: `vfio_pci_probe_mmaps()`, drivers/vfio/pci/vfio_pci_core.c"],
                mocks: ["sub-page-unaligned"]),
            RuleDocumentation(
                .barSubPageNeighbor, classes: [.reflect], findings: [.warning],
                condition: """
                    A memory BAR smaller than a page starts a page, and another resource of any \
                    function lies in the rest of that page.
                    """,
                why: """
                    The kernel maps such a BAR only if it can reserve the rest of the page. A \
                    mapping would expose the neighbor's registers.
                    """,
                action: """
                    Boot with pci=resource_alignment=<order>@<address>; the plan's advice has the \
                    values.
                    """,
                sources: ["Linux: `vfio_pci_probe_mmaps()`, drivers/vfio/pci/vfio_pci_core.c"],
                mocks: ["sub-page-with-neighbour"]),
            RuleDocumentation(
                .barSubPageAssumed, findings: [.info],
                condition: """
                    A memory BAR smaller than a page starts a page, nothing is known to lie in the \
                    rest of it, and not all functions of the machine are known.
                    """,
                why: """
                    That the rest of the page is free is an assumption. The BAR is planned as \
                    `direct`; the kernel decides at bind time.
                    """,
                action: """
                    Plan on the machine itself or from a capture of all of it, or ask VFIO with \
                    `probe`.
                    """,
                sources: ["Linux: `vfio_pci_probe_mmaps()`, drivers/vfio/pci/vfio_pci_core.c"],
                mocks: ["sub-page-unknown-neighbours"]),
        ])
}
