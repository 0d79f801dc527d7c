extension RuleFamily {
    /// What is documented of the rules about VFIO's answer.
    static let region = RuleFamily(
        "The VFIO region",
        [
            RuleDocumentation(
                .regionMalformed, classes: [.unknown], findings: [.error],
                condition: """
                    The reply to VFIO_DEVICE_GET_REGION_INFO is too short, or its capability chain \
                    leaves the reply or loops.
                    """,
                why: "What the kernel allows is not known.",
                action: "Report it to the driver's maintainers; capture again.",
                sources: [
                    "include/uapi/linux/vfio.h: `struct vfio_region_info`",
                    "Linux: `vfio_pci_ioctl_get_region_info()`, drivers/vfio/pci/vfio_pci_core.c",
                ],
                mocks: ["vfio-reply-too-short", "vfio-reply-lies-about-areas"]),
            RuleDocumentation(
                .regionNoMmap, classes: [.reflect],
                condition: """
                    VFIO_REGION_INFO_FLAG_MMAP is clear. At another page size than the host's, a \
                    refusal that a rule for BARs below a page explains is judged again at that \
                    size; any other refusal stands.
                    """,
                why: "The kernel refuses mmap (EINVAL). Access works by pread and pwrite.",
                action: """
                    See whether the driver emulates the BAR on purpose; for a BAR below a page see \
                    the bar.sub-page rules.
                    """,
                sources: [
                    "Linux: `vfio_pci_ioctl_get_region_info()`, drivers/vfio/pci/vfio_pci_core.c",
                    "Linux: `vfio_pci_core_mmap()`, drivers/vfio/pci/vfio_pci_core.c",
                ],
                mocks: ["vfio-no-mmap", "vfio-virtio-legacy-bar"]),
            RuleDocumentation(
                .regionNoRead, classes: [.reflect], findings: [.info],
                condition: """
                    VFIO_REGION_INFO_FLAG_READ is clear. With WRITE set the region is mapped \
                    write-only, with an info finding; with WRITE clear too all of it is `reflect`.
                    """,
                why: """
                    The mapping's protection must not allow more than the region does; without \
                    either there is nothing to map.
                    """,
                action: "Nothing: the driver decides.",
                sources: ["include/uapi/linux/vfio.h: `struct vfio_region_info`"],
                mocks: ["vfio-no-read-no-write"]),
            RuleDocumentation(
                .regionNoWrite, findings: [.info],
                condition: "VFIO_REGION_INFO_FLAG_WRITE is clear and READ is set.",
                why: "The region is mapped read-only.",
                action: "Nothing: the driver decides.",
                sources: ["include/uapi/linux/vfio.h: `struct vfio_region_info`"],
                mocks: ["vfio-no-read-no-write"]),
            RuleDocumentation(
                .regionAreaUnaligned, classes: [.reflect], findings: [.error],
                condition: "A sparse mmap area does not start on a page of the plan's size.",
                why: """
                    mmap at that offset fails with EINVAL, and QEMU then drops all mappings of the \
                    BAR. The area wins over aligned areas that overlap it.
                    """,
                action: """
                    At the host's own page size: report it to the driver's maintainers. At another \
                    one the driver was not asked.
                    """,
                sources: [
                    "include/uapi/linux/vfio.h: `VFIO_REGION_INFO_CAP_SPARSE_MMAP`",
                    "QEMU: `vfio_region_mmap()`, hw/vfio/region.c",
                ],
                mocks: ["vfio-sparse-area-unaligned-at-64k"]),
            RuleDocumentation(
                .regionAreaOutOfRange, findings: [.error],
                condition: "A sparse mmap area reaches past the region, or its end passes 2^64.",
                why: """
                    The driver contradicts itself. The part inside the region counts as the area.
                    """,
                action: "Report it to the driver's maintainers.",
                sources: [
                    "include/uapi/linux/vfio.h: `VFIO_REGION_INFO_CAP_SPARSE_MMAP`",
                    "Linux: `vfio_pci_core_mmap()`, drivers/vfio/pci/vfio_pci_core.c",
                ],
                mocks: ["vfio-sparse-area-past-region"]),
            RuleDocumentation(
                .regionAreasUnsorted, findings: [.warning],
                condition: """
                    Sparse mmap areas overlap or do not ascend. Areas of no bytes are ignored.
                    """,
                why: """
                    They are sorted and merged here, but a VMM that takes them as they come may \
                    map a page twice.
                    """,
                action: "Report it to the driver's maintainers.",
                sources: [
                    "include/uapi/linux/vfio.h: `VFIO_REGION_INFO_CAP_SPARSE_MMAP`",
                    "QEMU: `vfio_setup_region_sparse_mmaps()`, hw/vfio/region.c",
                ],
                mocks: ["vfio-sparse-areas-overlap"]),
            RuleDocumentation(
                .regionOutsideSparseArea, classes: [.reflect],
                condition: """
                    The region has SPARSE_MMAP, and the byte is in none of its areas. Kernels 4.6 \
                    to 4.15 report an area of no bytes where the MSI-X table leaves nothing.
                    """,
                why: """
                    The driver does not let the byte be mapped: it emulates it, or there is no \
                    memory behind it.
                    """,
                action: "Nothing: the driver decides.",
                sources: [
                    "include/uapi/linux/vfio.h: `VFIO_REGION_INFO_CAP_SPARSE_MMAP`",
                    """
                    Linux: `nvgrace_gpu_ioctl_get_region_info()`, \
                    drivers/vfio/pci/nvgrace-gpu/main.c
                    """,
                ],
                mocks: ["vfio-vgpu-sparse-areas", "vfio-linux-4.6-empty-area"]),
            RuleDocumentation(
                .regionSizeDiffers, classes: [.reflect], findings: [.warning],
                condition: """
                    VFIO's size of the region is not the one in the kernel's resource list. With a \
                    TDISP report all of the BAR is `reflect`.
                    """,
                why: """
                    A variant driver changes the BAR (hisi_acc halves it, nvgrace-gpu and virtio \
                    make their own). VFIO's size is used. A TDISP report is about the device's \
                    BAR, not the driver's, so its ranges cannot be placed in this one.
                    """,
                action: "Nothing: the driver decides.",
                sources: [
                    "Linux: `vfio_pci_ioctl_get_region_info()`, drivers/vfio/pci/vfio_pci_core.c",
                    "Linux: drivers/vfio/pci/hisilicon/hisi_acc_vfio_pci.c",
                ],
                mocks: ["vfio-hisi-acc-half-bar", "tdisp-live-size-differs"]),
            RuleDocumentation(
                .regionPlaceUnknown, classes: [.unknown], findings: [.error],
                condition: """
                    A region that only VFIO has, with no resource behind it, is smaller than a \
                    page at a page size where its place matters.
                    """,
                why: "Without an address nobody can tell what else is in its page.",
                action: "Plan at the host's own page size, where VFIO's answer counts.",
                sources: ["Linux: `vfio_pci_probe_mmaps()`, drivers/vfio/pci/vfio_pci_core.c"],
                mocks: ["vfio-small-region-without-resource"]),
            RuleDocumentation(
                .regionFileRangeWraps, classes: [.conflict], findings: [.error],
                condition: "The region's offset in the device's file plus its pages passes 2^64.",
                why: "A mapping's file offset would wrap around and lead to another region.",
                action: "Report it to the driver's maintainers.",
                sources: [
                    "include/linux/vfio_pci_core.h: `VFIO_PCI_OFFSET_SHIFT`",
                    "include/uapi/linux/vfio.h: `struct vfio_region_info`",
                ],
                mocks: ["vfio-file-range-wraps"]),
            RuleDocumentation(
                .regionFileOffsetUnaligned, classes: [.conflict], findings: [.error],
                condition: """
                    The region's offset in the device's file is not a multiple of the page size.
                    """,
                why: "No byte of it can be reached by mmap at the offset that it has.",
                action: "Report it to the driver's maintainers.",
                sources: [
                    "Linux: `vfio_pci_core_mmap()`, drivers/vfio/pci/vfio_pci_core.c",
                    "include/uapi/linux/vfio.h: `struct vfio_region_info`",
                ],
                mocks: ["vfio-file-offset-unaligned"]),
            RuleDocumentation(
                .regionFileRangesOverlap, classes: [.conflict], findings: [.error],
                condition: """
                    The region's pages in the device's file meet those of another region, BAR or \
                    not.
                    """,
                why: """
                    A mapping may be one of the other region (configuration space, ROM, another \
                    BAR).
                    """,
                action: "Report it to the driver's maintainers.",
                sources: [
                    "include/linux/vfio_pci_core.h: `VFIO_PCI_INDEX_TO_OFFSET`",
                    "include/uapi/linux/vfio.h: `struct vfio_region_info`",
                ],
                mocks: ["vfio-file-ranges-overlap"]),
            RuleDocumentation(
                .tdispSubPage, classes: [.reflect],
                condition: """
                    There is a TDISP report, the BAR is smaller than a page, and VFIO has not said \
                    at this very page size that it can be mapped.
                    """,
                why: """
                    A prediction or an assumption about the rest of the page is not enough here: \
                    the page may hold TEE memory of another function.
                    """,
                action: "Ask VFIO on a host with this page size (`probe`, `capture --live`).",
                sources: ["Linux: `vfio_pci_probe_mmaps()`, drivers/vfio/pci/vfio_pci_core.c"],
                mocks: ["tdisp-bar-below-page"]),
        ])
}
