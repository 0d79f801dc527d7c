extension RuleFamily {
    /// What is documented of the rules that place a report's ranges.
    static let tdispPlaces = RuleFamily(
        "TDISP: ranges that cannot be placed",
        [
            RuleDocumentation(
                .tdispRangeIDUpperHalf, classes: [.conflict], findings: [.error],
                condition: "A range's id names the upper half of this 64-bit BAR.",
                why: """
                    A BAR equivalent indicator names the lower half. Which bytes are meant is not \
                    clear.
                    """,
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: [
                    "PCIe 6.0, 11.3.11 (TDISP MMIO range)",
                    "Linux device security trees: `pci_tsm_mmio_alloc()`, drivers/pci/tsm/core.c",
                ],
                mocks: ["tdisp-range-id-upper-half"]),
            RuleDocumentation(
                .tdispUnitInconsistent, classes: [.conflict], findings: [.error],
                condition: """
                    The distances of the ranges in one BAR need first pages in bytes, in another \
                    BAR page numbers.
                    """,
                why: "A report is in one unit.",
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: ["PCIe 6.0, 11.3.11 (TDISP MMIO range)"],
                mocks: ["tdisp-unit-inconsistent"]),
            RuleDocumentation(
                .tdispRangeWraps, classes: [.conflict], findings: [.error],
                condition: "A range's end passes 2^64.",
                why: """
                    No device has such an address. The TSM must not choose an offset that \
                    overflows.
                    """,
                action: """
                    Check --mmio-reporting-offset, --tdisp-placement and --tdisp-unit; check that \
                    report and BARs are of one lock.
                    """,
                sources: [
                    "PCIe 6.0, 11.3.8 (LOCK_INTERFACE_REQUEST)",
                    "Linux device security trees: `pci_tsm_mmio_alloc()`, drivers/pci/tsm/core.c",
                ],
                mocks: ["tdisp-range-wraps"]),
            RuleDocumentation(
                .tdispRangesDoNotFitBAR, classes: [.conflict], findings: [.error],
                condition: """
                    From the start of the BAR's lowest range to the end of its highest are more \
                    bytes than the BAR has, at least 4 KiB; or the distances are no whole pages in \
                    any unit.
                    """,
                why: "The ranges cannot all be in this BAR.",
                action: """
                    Check --mmio-reporting-offset, --tdisp-placement and --tdisp-unit; check that \
                    report and BARs are of one lock.
                    """,
                sources: [
                    "PCIe 6.0, 11.3.11 (TDISP MMIO range)",
                    "Linux device security trees: `pci_tsm_mmio_alloc()`, drivers/pci/tsm/core.c",
                ],
                mocks: ["tdisp-ranges-do-not-fit-bar"]),
            RuleDocumentation(
                .tdispOffsetOutOfRange, classes: [.conflict], findings: [.error],
                condition: """
                    The reporting offset is known, and taking it away leaves an address below 0 or \
                    past 2^64.
                    """,
                why: "The offset does not belong to this report.",
                action: """
                    Check --mmio-reporting-offset, --tdisp-placement and --tdisp-unit; check that \
                    report and BARs are of one lock.
                    """,
                sources: ["PCIe 6.0, 11.3.8 (LOCK_INTERFACE_REQUEST)"],
                mocks: ["tdisp-offset-out-of-range"]),
            RuleDocumentation(
                .tdispRangeOutsideBAR, classes: [.conflict], findings: [.error],
                condition: """
                    The reporting offset is known, and the lowest range then starts outside the \
                    BAR's bus addresses.
                    """,
                why: "Offset, report and BAR do not belong together.",
                action: """
                    Check --mmio-reporting-offset, --tdisp-placement and --tdisp-unit; check that \
                    report and BARs are of one lock.
                    """,
                sources: ["PCIe 6.0, 11.3.8 (LOCK_INTERFACE_REQUEST)"],
                mocks: ["tdisp-range-outside-bar"]),
            RuleDocumentation(
                .tdispNot4KAligned, classes: [.conflict], findings: [.error],
                condition: "A range starts inside a 4 KiB page of the BAR.",
                why: "Reports speak of whole pages of 4 KiB.",
                action: """
                    Check --mmio-reporting-offset, --tdisp-placement and --tdisp-unit; check that \
                    report and BARs are of one lock.
                    """,
                sources: ["PCIe 6.0, 11.3.11 (TDISP MMIO range)"],
                mocks: ["tdisp-range-not-aligned"]),
            RuleDocumentation(
                .tdispRangeCrossesBAREnd, classes: [.conflict], findings: [.error],
                condition: """
                    The ranges start inside the BAR by the placement chosen, and reach past its \
                    end.
                    """,
                why: "The placement is wrong, or the report is.",
                action: """
                    Check --mmio-reporting-offset, --tdisp-placement and --tdisp-unit; check that \
                    report and BARs are of one lock.
                    """,
                sources: [
                    "PCIe 6.0, 11.3.11 (TDISP MMIO range)",
                    "Linux device security trees: `pci_tsm_mmio_alloc()`, drivers/pci/tsm/core.c",
                ],
                mocks: ["tdisp-range-crosses-bar-end"]),
        ])
}
