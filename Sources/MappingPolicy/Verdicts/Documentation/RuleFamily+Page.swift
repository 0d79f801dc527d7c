extension RuleFamily {
    /// What is documented of the rules about pages, and of those that allow a mapping.
    static let page = RuleFamily(
        "Pages, and what allows a mapping",
        [
            RuleDocumentation(
                .barEnd, classes: [.unknown],
                condition: """
                    Stands only in what a `page.shared` extent shares its page with: the bytes \
                    behind the end of a BAR of more than a page, in its last page.
                    """,
                why: "They belong to nobody that the kernel vouches for.",
                action: "Use a smaller page size.",
                sources: ["Linux: `vfio_pci_core_mmap()`, drivers/vfio/pci/vfio_pci_core.c"],
                mocks: ["vfio-odd-region-size"]),
            RuleDocumentation(
                .pageShared, classes: [.reflect],
                condition: """
                    No rule objects to the byte itself, and its page holds a byte that is not \
                    `direct`. The extent names the strongest verdict in the page.
                    """,
                why: "A page is mapped whole or not at all.",
                action: "See the rule that the page is shared with; use a smaller page size.",
                sources: [
                    "Linux: `vfio_pci_core_mmap()`, drivers/vfio/pci/vfio_pci_core.c",
                    """
                    Linux: `kvm_set_memory_region()`, virt/kvm/kvm_main.c: memory slots are \
                    whole pages
                    """,
                ],
                mocks: ["nvme-unaligned-table"]),
            RuleDocumentation(
                .tdispNonTEE, classes: [.direct],
                condition: """
                    A report is there, all possible places put the page in a range with \
                    IS_NON_TEE_MEM and without IS_MEM_ATTR_UPDATABLE, and no other rule objects.
                    """,
                why: "Shared memory that stays so: the host may map it.",
                action: "Nothing.",
                sources: ["PCIe 6.0, 11.3.11 (TDISP MMIO range)"],
                mocks: ["tdisp-all-shared"]),
            RuleDocumentation(
                .regionSparseArea, classes: [.direct],
                condition: "The byte is in a sparse mmap area, and no other rule objects.",
                why: "The driver says that it may be mapped.",
                action: "Nothing.",
                sources: ["include/uapi/linux/vfio.h: `VFIO_REGION_INFO_CAP_SPARSE_MMAP`"],
                mocks: ["vfio-vgpu-sparse-areas"]),
            RuleDocumentation(
                .barMemory, classes: [.direct],
                condition: """
                    A byte of a memory BAR that VFIO lets be mapped, or will by its own rule, and \
                    no other rule objects.
                    """,
                why: "An ordinary register or memory: safe to map.",
                action: "Nothing.",
                sources: [
                    "Linux: `vfio_pci_probe_mmaps()`, drivers/vfio/pci/vfio_pci_core.c",
                    "Linux: `vfio_pci_ioctl_get_region_info()`, drivers/vfio/pci/vfio_pci_core.c",
                ],
                mocks: ["nvme-aligned"]),
        ])
}
