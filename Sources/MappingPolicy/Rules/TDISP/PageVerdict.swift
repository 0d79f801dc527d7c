import TDISP

/// What the report and the MSI-X capability together say about a page of 4 KiB.
struct PageVerdict: Hashable {
    /// The classes that must be unanimous where several places are possible.
    enum Kind: Hashable {
        case shareable
        /// An MSI-X page: its structures are emulated, page gating reflects the rest.
        case trapped
        case `private`
        case undetermined
        case uncovered
        case conflict
    }

    let kind: Kind
    let rule: Rule

    init(_ kind: Kind, _ rule: Rule) {
        self.kind = kind
        self.rule = rule
    }

    /// The verdict for the layer; nil where TDISP has no objection of its own.
    var verdict: Verdict? {
        switch kind {
        case .shareable: Verdict(.direct, rule)
        case .trapped: nil
        case .private: Verdict(.private, rule)
        case .undetermined, .uncovered: Verdict(.unknown, rule)
        case .conflict: Verdict(.conflict, rule)
        }
    }
}

/// The facts beside the report's ranges that a page's class rests on.
struct PageRules {
    /// Whether the function has MSI-X; nil when that is not known.
    let hasMSIX: Bool?
    /// The PBA is trapped too.
    let trapsPBA: Bool
    /// MSI_X_MESSAGE_CONTROL is told, but no range is flagged as the table.
    let lockIsAmbiguous: Bool

    /// The class of a page, first match (Rules.md, "TDISP: the class of a page").
    ///
    /// - Parameters:
    ///   - coverage: the ranges on the page.
    ///   - table: the page holds a byte of the MSI-X table.
    ///   - pba: the page holds a byte of the PBA.
    ///   - flagsHold: each range on it meets the structures that it is flagged as.
    func verdict(_ coverage: Coverage, table: Bool, pba: Bool, flagsHold: Bool) -> PageVerdict {
        switch coverage {
        case .different: PageVerdict(.conflict, .tdispOverlapDifferentAttributes)
        case .none: uncovered(trapped: table || pba && trapsPBA)
        case .same(let attributes, _, _):
            attributes.isMSIX
                ? flagged(attributes, flagsHold) : plain(attributes, table: table, pba: pba)
        }
    }

    private func uncovered(trapped: Bool) -> PageVerdict {
        guard trapped else { return PageVerdict(.uncovered, .tdispNoRange) }
        return lockIsAmbiguous
            ? PageVerdict(.undetermined, .tdispMSIXLockAmbiguous)
            : PageVerdict(.trapped, .msixTable)
    }

    private func flagged(_ attributes: RangeAttributes, _ flagsHold: Bool) -> PageVerdict {
        if hasMSIX == false { return PageVerdict(.conflict, .tdispMSIXFlagWithoutCapability) }
        if hasMSIX == true, !flagsHold { return PageVerdict(.conflict, .tdispMSIXFlagMismatch) }
        if attributes.contains(.nonTEE) {
            return PageVerdict(.conflict, .tdispMSIXLockedButNonTEE)
        }
        if attributes.contains(.updatable) {
            return PageVerdict(.conflict, .tdispMSIXLockedButUpdatable)
        }
        return PageVerdict(.private, .tdispMSIXLocked)
    }

    private func plain(_ attributes: RangeAttributes, table: Bool, pba: Bool) -> PageVerdict {
        let isNonTEE = attributes.contains(.nonTEE)
        let isUpdatable = attributes.contains(.updatable)
        if table, !isNonTEE { return PageVerdict(.conflict, .tdispMSIXTableInTEERange) }
        if pba, !isNonTEE, !isUpdatable {
            return PageVerdict(.conflict, .tdispMSIXPBAInTEERange)
        }
        if isUpdatable { return PageVerdict(.undetermined, .tdispUpdatable) }
        if !isNonTEE { return PageVerdict(.private, .tdispTEEMemory) }
        return table || pba && trapsPBA
            ? PageVerdict(.trapped, .msixTable) : PageVerdict(.shareable, .tdispNonTEE)
    }
}
