/// Why a byte has its class, or what a finding is about; the names are those of the plan.
///
/// What each one says is in MappingPolicy.docc/Rules.md, and in `RuleDocumentation`.
/// Where two rules give one byte the same class, the one listed first names it.
public enum Rule: UInt8, Comparable, CaseIterable, Sendable {
    // The device as a whole
    case deviceUnread
    case deviceBridge
    case configChain
    case configCapability
    // The BAR
    case barUpperHalf
    case barKindUnclear
    case barOverlap
    case barSizeDiffers
    case barIO
    case barUnassigned
    case barUnaligned
    case barClaimed
    case barSubPageUnaligned
    case barSubPageNeighbor
    case barSubPageAssumed
    // The VFIO region
    case regionMalformed
    case regionNoMmap
    case regionNoRead
    case regionNoWrite
    case regionAreaUnaligned
    case regionAreaOutOfRange
    case regionAreasUnsorted
    case regionOutsideSparseArea
    case regionSizeDiffers
    case regionPlaceUnknown
    case regionFileRangeWraps
    case regionFileOffsetUnaligned
    case regionFileRangesOverlap
    case tdispSubPage
    // MSI-X
    case msixUnknown
    case msixVFIODiffers
    case msixAssumedAbsent
    case msixTable
    case msixPBA
    case msixBIRReserved
    case msixBIRNoBAR
    case msixTableOutsideBAR
    case msixPBAOutsideBAR
    case msixTablePBAOverlap
    case msixSharedPage
    case msixPBASharedPage
    case msixBARLost
    case msixSparseOverlap
    case quirkChelsioT5VF
    case quirkBaiduKunlunVF
    case quirkIBMISM
    // TDISP: the inputs contradict each other
    case tdispRangeIDUpperHalf
    case tdispUnitInconsistent
    case tdispRangeWraps
    case tdispRangesDoNotFitBAR
    case tdispOffsetOutOfRange
    case tdispRangeOutsideBAR
    case tdispNot4KAligned
    case tdispRangeCrossesBAREnd
    case tdispOverlapDifferentAttributes
    case tdispMSIXFlagWithoutCapability
    case tdispMSIXFlagMismatch
    case tdispMSIXLockedButNonTEE
    case tdispMSIXLockedButUpdatable
    case tdispMSIXTableInTEERange
    case tdispMSIXPBAInTEERange
    // TDISP: TEE memory
    case tdispMSIXLocked
    case tdispTEEMemory
    // TDISP: what cannot be decided
    case tdispReportInvalid
    case tdispNoReport
    case tdispPlacementAmbiguous
    case tdispUpdatable
    case tdispMSIXLockAmbiguous
    case tdispNoRange
    // TDISP: notes that change no class
    case tdispRangeOnAbsentOrIOBAR
    case tdispRangeIDNotABAR
    case tdispOrderViolation
    case tdispOverlap
    case tdispMSIXControlClear
    case tdispMSIXControlMismatch
    case tdispTPHWithoutMSIXLock
    case tdispReportWarning
    case tdispNoTEEIO
    case tdispOffsetMissing
    case tdispLinuxRejects
    // Pages
    case barEnd
    case pageShared
    // What allows a mapping
    case tdispNonTEE
    case regionSparseArea
    case barMemory

    /// The rule as plans and documents name it.
    public var name: String {
        switch self {
        case .deviceUnread: "device.unread"
        case .deviceBridge: "device.bridge"
        case .configChain: "config.chain"
        case .configCapability: "config.capability"
        case .barUpperHalf: "bar.upper-half"
        case .barKindUnclear: "bar.kind-unclear"
        case .barOverlap: "bar.overlap"
        case .barSizeDiffers: "bar.size-differs"
        case .barUnaligned: "bar.unaligned"
        case .barClaimed: "bar.claimed"
        case .barIO: "bar.io"
        case .barUnassigned: "bar.unassigned"
        case .barSubPageUnaligned: "bar.sub-page-unaligned"
        case .barSubPageNeighbor: "bar.sub-page-neighbour"
        case .barSubPageAssumed: "bar.sub-page-assumed"
        case .regionMalformed: "region.malformed"
        case .regionNoMmap: "region.no-mmap"
        case .regionNoRead: "region.no-read"
        case .regionNoWrite: "region.no-write"
        case .regionAreaUnaligned: "region.area-unaligned"
        case .regionAreaOutOfRange: "region.area-out-of-range"
        case .regionAreasUnsorted: "region.areas-unsorted"
        case .regionOutsideSparseArea: "region.outside-sparse-area"
        case .regionSizeDiffers: "region.size-differs"
        case .regionPlaceUnknown: "region.place-unknown"
        case .regionFileRangeWraps: "region.file-range-wraps"
        case .regionFileOffsetUnaligned: "region.file-offset-unaligned"
        case .regionFileRangesOverlap: "region.file-ranges-overlap"
        case .tdispSubPage: "tdisp.sub-page"
        case .msixUnknown: "msix.unknown"
        case .msixVFIODiffers: "msix.vfio-differs"
        case .msixAssumedAbsent: "msix.assumed-absent"
        case .msixTable: "msix.table"
        case .msixPBA: "msix.pba"
        case .msixBIRReserved: "msix.bir-reserved"
        case .msixBIRNoBAR: "msix.bir-no-bar"
        case .msixTableOutsideBAR: "msix.table-outside-bar"
        case .msixPBAOutsideBAR: "msix.pba-outside-bar"
        case .msixTablePBAOverlap: "msix.table-pba-overlap"
        case .msixSharedPage: "msix.shared-page"
        case .msixPBASharedPage: "msix.pba-shared-page"
        case .msixBARLost: "msix.bar-lost"
        case .msixSparseOverlap: "msix.sparse-overlap"
        case .quirkChelsioT5VF: "quirk.chelsio-t5-vf"
        case .quirkBaiduKunlunVF: "quirk.baidu-kunlun-vf"
        case .quirkIBMISM: "quirk.ibm-ism"
        case .tdispRangeIDUpperHalf: "tdisp.range-id-upper-half"
        case .tdispUnitInconsistent: "tdisp.unit-inconsistent"
        case .tdispRangeWraps: "tdisp.range-wraps"
        case .tdispRangesDoNotFitBAR: "tdisp.ranges-do-not-fit-bar"
        case .tdispOffsetOutOfRange: "tdisp.offset-out-of-range"
        case .tdispRangeOutsideBAR: "tdisp.range-outside-bar"
        case .tdispNot4KAligned: "tdisp.not-4k-aligned"
        case .tdispRangeCrossesBAREnd: "tdisp.range-crosses-bar-end"
        case .tdispOverlapDifferentAttributes: "tdisp.overlap-different-attributes"
        case .tdispMSIXFlagWithoutCapability: "tdisp.msix-flag-without-capability"
        case .tdispMSIXFlagMismatch: "tdisp.msix-flag-mismatch"
        case .tdispMSIXLockedButNonTEE: "tdisp.msix-locked-but-non-tee"
        case .tdispMSIXLockedButUpdatable: "tdisp.msix-locked-but-updatable"
        case .tdispMSIXTableInTEERange: "tdisp.msix-table-in-tee-range"
        case .tdispMSIXPBAInTEERange: "tdisp.msix-pba-in-tee-range"
        case .tdispMSIXLocked: "tdisp.msix-locked"
        case .tdispTEEMemory: "tdisp.tee-memory"
        case .tdispReportInvalid: "tdisp.report-invalid"
        case .tdispNoReport: "tdisp.no-report"
        case .tdispPlacementAmbiguous: "tdisp.placement-ambiguous"
        case .tdispUpdatable: "tdisp.updatable"
        case .tdispMSIXLockAmbiguous: "tdisp.msix-lock-ambiguous"
        case .tdispNoRange: "tdisp.no-range"
        case .tdispRangeOnAbsentOrIOBAR: "tdisp.range-on-absent-or-io-bar"
        case .tdispRangeIDNotABAR: "tdisp.range-id-not-a-bar"
        case .tdispOrderViolation: "tdisp.order-violation"
        case .tdispOverlap: "tdisp.overlap"
        case .tdispMSIXControlClear: "tdisp.msix-control-clear"
        case .tdispMSIXControlMismatch: "tdisp.msix-control-mismatch"
        case .tdispTPHWithoutMSIXLock: "tdisp.tph-without-msix-lock"
        case .tdispReportWarning: "tdisp.report-warning"
        case .tdispNoTEEIO: "tdisp.no-tee-io"
        case .tdispOffsetMissing: "tdisp.offset-missing"
        case .tdispLinuxRejects: "tdisp.linux-rejects"
        case .barEnd: "bar.end"
        case .pageShared: "page.shared"
        case .tdispNonTEE: "tdisp.non-tee"
        case .regionSparseArea: "region.sparse-area"
        case .barMemory: "bar.memory"
        }
    }

    /// Order of listing.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
