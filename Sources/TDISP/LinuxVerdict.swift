/// What Linux would say to a report: all of it is accepted, or all of it is rejected.
///
/// Source: `pci_tsm_mmio_alloc()` in drivers/pci/tsm/core.c of the device security trees (not
/// in a release of Linux so far). It takes a range's first page for a page number, and its
/// arithmetic wraps; sizes are taken as 64 bits here, as meant.
public enum LinuxVerdict: Equatable, Sendable {
    /// It is accepted.
    case accept
    /// It is rejected because of a range, nil when it is because of the report as a whole.
    case reject(Reason, range: Int?)

    /// Where Linux takes a BAR's first range to lie (`enum tdisp_offset_scheme`).
    public enum Scheme: String, CaseIterable, Sendable {
        /// At the BAR's start: what TDX does.
        case relative
        /// As its address says, the reporting offset being a multiple of the BAR's size: what
        /// SEV does.
        case barAlign = "bar-align"
    }

    /// Why a report is rejected.
    public enum Reason: String, CaseIterable, Sendable {
        /// Shorter than its header or than its ranges.
        case tooShort = "too-short"
        /// The range id is 6 or above, or no memory BAR with an address.
        case noSuchBAR = "no-such-bar"
        /// The range id is below the one before.
        case idsNotAscending = "ids-not-ascending"
        /// The range starts before the end of the one before in its BAR.
        case rangesNotAscending = "ranges-not-ascending"
        /// The range's end passes 2^64.
        case overflow = "overflow"
        /// The range reaches past its BAR's end.
        case pastBAREnd = "past-bar-end"

        /// The reason in words.
        public var text: String {
            switch self {
            case .tooShort: "the report is shorter than its header and ranges"
            case .noSuchBAR: "the range id names no memory BAR"
            case .idsNotAscending: "range ids are not in ascending order"
            case .rangesNotAscending: "ranges of a BAR overlap or are not in ascending order"
            case .overflow: "the end of the range passes 2^64"
            case .pastBAREnd: "the range reaches past the end of its BAR"
            }
        }
    }

    /// A BAR as Linux sees it.
    public struct BAR: Equatable, Sendable {
        /// The slot, 0 to 5.
        public let index: Int
        /// Whether it is memory and has an address.
        public let isMemory: Bool
        /// Bytes.
        public let size: UInt64

        /// A BAR, memberwise.
        public init(index: Int, isMemory: Bool, size: UInt64) {
            self.index = index
            self.isMemory = isMemory
            self.size = size
        }
    }

    /// The verdict on bytes that are no report; nil where Linux would never have seen them.
    public init?(_ error: ReportError) {
        guard error.name == .truncatedHeader || error.name == .truncatedRanges else { return nil }
        self = .reject(.tooShort, range: nil)
    }

    /// The verdict on a report for a device with these BARs.
    public init(_ report: InterfaceReport, bars: [BAR], scheme: Scheme) {
        var last: (id: UInt16, base: UInt64, end: UInt64)?
        for range in report.ranges {
            let bar = bars.first { $0.index == Int(range.id) }
            guard range.id < 6, let bar, bar.isMemory else {
                self = .reject(.noSuchBAR, range: range.index)
                return
            }
            let start = range.firstPage &* 4096
            let size = UInt64(range.pages) * 4096
            if let last, last.id > range.id {
                self = .reject(.idsNotAscending, range: range.index)
                return
            }
            let base: UInt64
            if let last, last.id == range.id {
                guard start >= last.end else {
                    self = .reject(.rangesNotAscending, range: range.index)
                    return
                }
                base = last.base
            } else {
                base = scheme == .relative ? start : start & ~(bar.size &- 1)
            }
            let (end, overflow) = start.addingReportingOverflow(size)
            guard !overflow else {
                self = .reject(.overflow, range: range.index)
                return
            }
            guard end &- base <= bar.size else {
                self = .reject(.pastBAREnd, range: range.index)
                return
            }
            last = (range.id, base, end)
        }
        self = .accept
    }
}
