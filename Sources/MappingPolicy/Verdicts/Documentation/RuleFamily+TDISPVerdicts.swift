extension RuleFamily {
    /// What is documented of the rules about private and undecided pages.
    static let tdispVerdicts = RuleFamily(
        "TDISP: private, and undecided",
        [
            RuleDocumentation(
                .tdispMSIXLocked, classes: [.private],
                condition: """
                    The page is in a range flagged as MSI-X table or PBA that meets the structure, \
                    or the function's MSI-X is not known.
                    """,
                why: "A locked table is the TEE's: accesses without the TEE bit are rejected.",
                action: "Nothing: the guest reaches it through its TSM.",
                sources: [
                    "PCIe 6.0, 11.3.11 (TDISP MMIO range)",
                    "PCIe 6.0, 11.3.8 (LOCK_INTERFACE_REQUEST)",
                ],
                mocks: ["tdisp-msix-locked"]),
            RuleDocumentation(
                .tdispTEEMemory, classes: [.private],
                condition: """
                    The page is in a range with neither IS_NON_TEE_MEM nor IS_MEM_ATTR_UPDATABLE.
                    """,
                why: "TEE memory of the TDI: the host must never map it.",
                action: "Nothing: KVM maps it for the guest as private memory.",
                sources: [
                    "PCIe 6.0, 11.3.11 (TDISP MMIO range)",
                    "Linux device security trees: `pci_tsm_mmio_alloc()`, drivers/pci/tsm/core.c",
                ],
                mocks: ["tdisp-one-private-page"]),
            RuleDocumentation(
                .tdispReportInvalid, classes: [.unknown], findings: [.error],
                condition: """
                    There are bytes, and they are no whole report: too short, fewer ranges than \
                    promised, a portion missing. All memory BARs.
                    """,
                why: "Nothing is ever classified from a part of a report.",
                action: "Fetch the report again; `tdisp decode` says what is wrong and where.",
                sources: ["PCIe 6.0, 11.3.11 (TDI report)", "PCIe 6.0, 11.3.10"],
                mocks: ["tdisp-report-truncated"]),
            RuleDocumentation(
                .tdispNoReport, classes: [.unknown], findings: [.info, .error],
                condition: """
                    There is no report, and the function has TEE-IO in its Device Capabilities \
                    (with --confidential: or that could not be read). With --confidential all \
                    memory BARs are `unknown` and it is an error, else it is an info finding.
                    """,
                why: "What of the device would be TEE memory is not known.",
                action: """
                    Pass the report with --tdisp-report, or plan without --confidential for an \
                    ordinary VM.
                    """,
                sources: ["linux/pci_regs.h: `PCI_EXP_DEVCAP_TEE`"],
                mocks: ["tdisp-no-report"]),
            RuleDocumentation(
                .tdispPlacementAmbiguous, classes: [.unknown], findings: [.error],
                condition: """
                    The possible places or units of the ranges give the page different classes, or \
                    some units give a place and others none.
                    """,
                why: """
                    Implementers disagree on unit and placement; only what all readings agree on \
                    is decided.
                    """,
                action: """
                    Give --mmio-reporting-offset, or --tdisp-placement and --tdisp-unit if you \
                    know what the device does.
                    """,
                sources: [
                    "PCIe 6.0, 11.3.11 (TDISP MMIO range)",
                    "PCIe 6.0, 11.3.8 (LOCK_INTERFACE_REQUEST)",
                ],
                mocks: ["tdisp-placement-ambiguous"]),
            RuleDocumentation(
                .tdispUpdatable, classes: [.unknown], findings: [.info, .error],
                condition: """
                    The page is in a range with IS_MEM_ATTR_UPDATABLE. An info finding lists such \
                    ranges.
                    """,
                why: """
                    The guest may turn it from shared to private at run time, so a mapping could \
                    become one of TEE memory.
                    """,
                action: """
                    Track the attribute (SET_MMIO_ATTRIBUTE_REQUEST); nothing of it can be \
                    hard-coded.
                    """,
                sources: ["PCIe 6.0, 11.3.11 (TDISP MMIO range)"],
                mocks: ["tdisp-updatable-range"]),
            RuleDocumentation(
                .tdispMSIXLockAmbiguous, classes: [.unknown], findings: [.error],
                condition: """
                    No range covers a page with table bytes (or PBA bytes that are trapped), \
                    MSI_X_MESSAGE_CONTROL is not 0, and no range is flagged as the table.
                    """,
                why: "The control word says that MSI-X is locked, the ranges say that it is not.",
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: ["PCIe 6.0, 11.3.11 (TDI report)"],
                mocks: ["tdisp-lock-ambiguous"]),
            RuleDocumentation(
                .tdispNoRange, classes: [.unknown], findings: [.error],
                condition: """
                    No range covers the page, and it holds neither the table nor a PBA that is \
                    trapped.
                    """,
                why: """
                    Nobody has said what it is. Some implementations leave out shared pages, \
                    others report every page.
                    """,
                action: "Ask the device's vendor; nothing of it is mapped.",
                sources: ["PCIe 6.0, 11.3.11 (TDI report)"],
                mocks: ["tdisp-known-offset-leaves-gap"]),
        ])
}
