extension RuleFamily {
    /// What is documented of the rules about reports that contradict.
    static let tdispConflicts = RuleFamily(
        "TDISP: reports that contradict",
        [
            RuleDocumentation(
                .tdispOverlapDifferentAttributes, classes: [.conflict], findings: [.error],
                condition: "Two ranges with different attributes cover the page.",
                why: "It cannot be shared and private at once.",
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: ["PCIe 6.0, 11.3.11 (TDISP MMIO range)"],
                mocks: ["tdisp-overlap-differs"]),
            RuleDocumentation(
                .tdispMSIXFlagWithoutCapability, classes: [.conflict], findings: [.error],
                condition: """
                    A range is flagged as MSI-X table or PBA, and the function has no MSI-X.
                    """,
                why: "Report and configuration space disagree.",
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: ["PCIe 6.0, 11.3.11 (TDISP MMIO range)"],
                mocks: ["tdisp-flag-without-msix"]),
            RuleDocumentation(
                .tdispMSIXFlagMismatch, classes: [.conflict], findings: [.error],
                condition: """
                    A range is flagged as MSI-X table or PBA and does not meet that structure.
                    """,
                why: "Report and configuration space disagree about where the structure is.",
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: ["PCIe 6.0, 11.3.11 (TDISP MMIO range)"],
                mocks: ["tdisp-flag-elsewhere"]),
            RuleDocumentation(
                .tdispMSIXLockedButNonTEE, classes: [.conflict], findings: [.error],
                condition: "A range is flagged as MSI-X and as IS_NON_TEE_MEM.",
                why: """
                    MSI-X is reported only if locked, and a locked structure rejects accesses of \
                    the host.
                    """,
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: ["PCIe 6.0, 11.3.11 (TDISP MMIO range)"],
                mocks: ["tdisp-locked-but-shared"]),
            RuleDocumentation(
                .tdispMSIXLockedButUpdatable, classes: [.conflict], findings: [.error],
                condition: "A range is flagged as MSI-X and as IS_MEM_ATTR_UPDATABLE.",
                why: "A locked structure does not change its attribute.",
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: ["PCIe 6.0, 11.3.11 (TDISP MMIO range)"],
                mocks: ["tdisp-locked-but-updatable"]),
            RuleDocumentation(
                .tdispMSIXTableInTEERange, classes: [.conflict], findings: [.error],
                condition: """
                    A page with table bytes is in a range without IS_NON_TEE_MEM that is not \
                    flagged as MSI-X.
                    """,
                why: """
                    The table is either locked, and then flagged, or the VMM has to emulate it, \
                    and then it cannot be TEE memory.
                    """,
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: ["PCIe 6.0, 11.3.11 (TDISP MMIO range)"],
                mocks: ["tdisp-table-in-tee-range"]),
            RuleDocumentation(
                .tdispMSIXPBAInTEERange, classes: [.conflict], findings: [.error],
                condition: """
                    A page with PBA bytes is in a range without IS_NON_TEE_MEM and \
                    IS_MEM_ATTR_UPDATABLE that is not flagged as MSI-X.
                    """,
                why: "As for the table.",
                action: """
                    A matter for the device's firmware; check that report and snapshot belong \
                    together.
                    """,
                sources: ["PCIe 6.0, 11.3.11 (TDISP MMIO range)"],
                mocks: ["tdisp-pba-in-tee-range"]),
        ])
}
