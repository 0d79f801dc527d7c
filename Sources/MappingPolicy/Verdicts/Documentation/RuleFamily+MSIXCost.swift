extension RuleFamily {
    /// What is documented of the rules about pages of MSI-X structures, and of quirks.
    static let msixCost = RuleFamily(
        "MSI-X: what the structures cost, and quirks",
        [
            RuleDocumentation(
                .msixSharedPage, findings: [.warning],
                condition: """
                    Pages that the table touches hold other bytes that are `reflect`: neither \
                    table nor PBA, and inside the BAR. A finding for each range.
                    """,
                why: """
                    Every access of the guest to these registers exits to the VMM. A doorbell \
                    there costs throughput.
                    """,
                action: """
                    Move MSI-X with QEMU's x-msix-relocation, where advice offers it; use a \
                    smaller page size; for a designer: a BAR, or 64 KiB, for the structures alone.
                    """,
                sources: [
                    "QEMU: `vfio_pci_fixup_msix_region()`, hw/vfio/pci.c",
                    "PCI Local Bus 3.0, 6.8.2 (separate pages)",
                ],
                mocks: ["nvme-unaligned-table"]),
            RuleDocumentation(
                .msixPBASharedPage, findings: [.warning],
                condition: """
                    As `msix.shared-page`, for pages of the PBA that are no pages of the table; \
                    not with --pba direct.
                    """,
                why: "Every access of the guest to these registers exits to the VMM.",
                action: "As for `msix.shared-page`, or --pba direct.",
                sources: ["PCI Local Bus 3.0, 6.8.2 (separate pages)"],
                mocks: ["nvme-unaligned-table"]),
            RuleDocumentation(
                .msixBARLost, findings: [.warning],
                condition: """
                    The table's BAR has no page left to map, and bytes of it are `page.shared`.
                    """,
                why: "All registers of the BAR are slow.",
                action: "As for `msix.shared-page`.",
                sources: ["QEMU: `vfio_pci_fixup_msix_region()`, hw/vfio/pci.c"],
                mocks: ["msix-whole-bar-lost"]),
            RuleDocumentation(
                .msixSparseOverlap, findings: [.warning],
                condition: "A sparse mmap area covers a part of the table's pages.",
                why: """
                    The driver lets the table be mapped. It stays `emulate` here; QEMU takes the \
                    area as it is and overlays the table, Firecracker refuses it.
                    """,
                action: "Nothing, if the driver means it.",
                sources: [
                    "include/uapi/linux/vfio.h: `VFIO_REGION_INFO_CAP_SPARSE_MMAP`",
                    "QEMU: `vfio_setup_region_sparse_mmaps()`, hw/vfio/region.c",
                ],
                mocks: ["vfio-sparse-area-over-table"]),
            RuleDocumentation(
                .quirkChelsioT5VF, findings: [.info],
                condition: "1425:58xx, and the PBA starts outside its BAR.",
                why: "Chelsio T5 virtual functions give a wrong PBA offset; it is at 0x1000.",
                action: "Nothing.",
                sources: ["QEMU: `vfio_msix_early_setup()`, hw/vfio/pci.c"],
                mocks: ["quirk-chelsio-t5-vf"]),
            RuleDocumentation(
                .quirkBaiduKunlunVF, findings: [.info],
                condition: "1d22:3685, and the PBA starts outside its BAR.",
                why: "Baidu Kunlun virtual functions give a wrong PBA offset; it is at 0xb400.",
                action: "Nothing.",
                sources: ["QEMU: `vfio_msix_early_setup()`, hw/vfio/pci.c"],
                mocks: ["quirk-baidu-kunlun-vf"]),
            RuleDocumentation(
                .quirkIBMISM, classes: [.reflect],
                condition: "1014:04ed, IBM's Internal Shared Memory device on s390.",
                why: """
                    Its BARs take special instructions; the kernel refuses mmap \
                    (`pdev->non_mappable_bars`).
                    """,
                action: "Nothing.",
                sources: [
                    "Linux: `zpci_ism_bar_no_mmap()`, arch/s390/pci/pci_fixup.c",
                    "Linux: `vfio_pci_probe_mmaps()`, drivers/vfio/pci/vfio_pci_core.c",
                ],
                mocks: ["quirk-ibm-ism"]),
        ])
}
