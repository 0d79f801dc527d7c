extension RuleFamily {
    /// What is documented of the notes on a report.
    static let tdispNotes = RuleFamily(
        "TDISP: notes that change no class",
        [
            RuleDocumentation(
                .tdispRangeOnAbsentOrIOBAR, findings: [.warning],
                condition: "A range's id names an I/O BAR or a slot without a BAR.",
                why: "The range is ignored. Linux would reject the report.",
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: [
                    "PCIe 6.0, 11.3.11 (TDISP MMIO range)",
                    "Linux device security trees: `pci_tsm_mmio_alloc()`, drivers/pci/tsm/core.c",
                ],
                mocks: ["tdisp-range-on-io-bar"]),
            RuleDocumentation(
                .tdispRangeIDNotABAR, findings: [.info],
                condition: "A range's id is 6 or more.",
                why: """
                    It is no BAR's: ids from 8 on are the device's own. The range is ignored. \
                    Linux would reject the report.
                    """,
                action: "Nothing.",
                sources: [
                    "PCIe 6.0, 11.3.11 (TDISP MMIO range)",
                    "Linux device security trees: `pci_tsm_mmio_alloc()`, drivers/pci/tsm/core.c",
                ],
                mocks: ["tdisp-range-id-no-bar"]),
            RuleDocumentation(
                .tdispOrderViolation, findings: [.warning],
                condition: "Range ids do not ascend, or first pages in one BAR do not.",
                why: """
                    The specification asks for ascending order. The result is the same, for places \
                    come from the values.
                    """,
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: [
                    "PCIe 6.0, 11.3.11 (TDISP MMIO range)",
                    "Linux device security trees: `pci_tsm_mmio_alloc()`, drivers/pci/tsm/core.c",
                ],
                mocks: ["tdisp-order-violation"]),
            RuleDocumentation(
                .tdispOverlap, findings: [.info],
                condition: """
                    Ranges of a BAR overlap. Where their attributes agree the page has their \
                    class; where not it is `tdisp.overlap-different-attributes`.
                    """,
                why: "Harmless by itself. Linux would reject the report.",
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: [
                    "PCIe 6.0, 11.3.11 (TDISP MMIO range)",
                    "Linux device security trees: `pci_tsm_mmio_alloc()`, drivers/pci/tsm/core.c",
                ],
                mocks: ["tdisp-overlap-equal"]),
            RuleDocumentation(
                .tdispMSIXControlClear, findings: [.info],
                condition: "Ranges are flagged as MSI-X, and MSI_X_MESSAGE_CONTROL is 0.",
                why: """
                    A clear word means that the table is not locked. A table of one entry that is \
                    disabled reads the same.
                    """,
                action: "Nothing.",
                sources: ["PCIe 6.0, 11.3.11 (TDI report)"],
                mocks: ["tdisp-control-clear"]),
            RuleDocumentation(
                .tdispMSIXControlMismatch, findings: [.warning],
                condition: """
                    MSI_X_MESSAGE_CONTROL is not 0 and gives another number of entries than the \
                    capability, has bits 13:11 set, or the function has no MSI-X.
                    """,
                why: """
                    Report and configuration space disagree; Azure's HSM firmware puts the \
                    capability's header there.
                    """,
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: ["PCIe 6.0, 11.3.11 (TDI report)", "PCI Local Bus 3.0, 6.8.2"],
                mocks: ["tdisp-control-mismatch"]),
            RuleDocumentation(
                .tdispTPHWithoutMSIXLock, findings: [.warning],
                condition: "TPH_CONTROL is not 0, and no range is flagged as the table.",
                why: "It is to be clear where the table is not locked.",
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: ["PCIe 6.0, 11.3.11 (TDI report)"],
                mocks: ["tdisp-tph-without-lock"]),
            RuleDocumentation(
                .tdispReportWarning, findings: [.warning],
                condition: """
                    The report can be read but is odd: reserved bits are set, a range has no \
                    pages, the part behind the ranges is missing, cut off or too long.
                    """,
                why: "Reserved bits and empty ranges are ignored.",
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: ["PCIe 6.0, 11.3.11 (TDI report)"],
                mocks: ["tdisp-reserved-bits-and-empty-range"]),
            RuleDocumentation(
                .tdispNoTEEIO, findings: [.info],
                condition: """
                    There is a report, and the function's Device Capabilities have no TEE-IO.
                    """,
                why: """
                    A virtual function may have a report and no bit of its own, so this is no \
                    contradiction.
                    """,
                action: "Check that the report is this function's.",
                sources: ["linux/pci_regs.h: `PCI_EXP_DEVCAP_TEE`"],
                mocks: ["tdisp-report-without-tee-io"]),
            RuleDocumentation(
                .tdispOffsetMissing, findings: [.warning],
                condition: """
                    --tdisp-placement known (or `known` in the snapshot) without a reporting \
                    offset.
                    """,
                why: "The ranges are treated as with `auto`: every place that fits is tried.",
                action: "Give --mmio-reporting-offset, from LOCK_INTERFACE_REQUEST.",
                sources: ["PCIe 6.0, 11.3.8 (LOCK_INTERFACE_REQUEST)"],
                mocks: ["tdisp-offset-missing"]),
            RuleDocumentation(
                .tdispLinuxRejects, findings: [.info],
                condition: """
                    Linux's own check would reject the report under either of its placements; the \
                    finding names the range and the reason.
                    """,
                why: """
                    The plan is made all the same; a guest with that code would not accept the \
                    device.
                    """,
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: [
                    "Linux device security trees: `pci_tsm_mmio_alloc()`, drivers/pci/tsm/core.c"
                ],
                mocks: ["tdisp-overlap-equal"]),
        ])
}
