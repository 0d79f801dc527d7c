import PCIDecoding
import PCISnapshot

extension Finding {
    /// The finding in words, one line.
    public var text: String {
        let here = range.map { "[\(Hex.number($0.start)),\(Hex.number($0.end)))" } ?? ""
        switch detail {
        case .problem(let problem): return problem.description
        case .reason(let reason): return words + ": " + reason
        case .place(let bar, let offset):
            return words + ", the capability says BAR \(bar) + \(Hex.number(offset))"
        case .sizes(let told, let expected):
            return words + ": \(Hex.number(told)) against \(Hex.number(expected))"
        case .ranges(let ranges): return words + ": " + Self.list(ranges)
        case .neighbor(let owner): return words + " by \(owner)"
        case .reply(let error): return words + ": \(error)"
        case .none: return here.isEmpty ? words : here + " " + words
        }
    }

    /// At most eight of them; a report holds thousands.
    private static func list(_ ranges: [Int]) -> String {
        let told = ranges.prefix(8).map(String.init).joined(separator: ", ")
        let rest = ranges.count > 8 ? " and \(ranges.count - 8) more" : ""
        return (ranges.count == 1 ? "range " : "ranges ") + told + rest
    }

    private var words: String {
        switch rule {
        case .deviceBridge: "is a bridge, which VFIO does not hand out"
        case .barSizeDiffers: "a capability gives the BAR another size than the kernel"
        case .barClaimed: "is reserved by somebody else, so VFIO can neither map nor read it"
        case .barSubPageUnaligned: "is smaller than a page and does not start one"
        case .barSubPageNeighbor: "is smaller than a page, and the rest of the page is taken"
        case .barSubPageAssumed:
            "is smaller than a page; that nothing else is in the page is assumed"
        case .deviceUnread:
            "is smaller than a page, and a function that may be in the page could not be read"
        case .regionMalformed: "VFIO's reply about the region is no valid reply"
        case .regionAreaUnaligned:
            "is a sparse mmap area that does not start a page, so it cannot be mapped"
        case .regionAreaOutOfRange: "a sparse mmap area reaches past the region"
        case .regionAreasUnsorted: "the sparse mmap areas overlap or are not in order"
        case .regionSizeDiffers: "VFIO's size of the region is used, sysfs has another"
        case .msixUnknown: "nobody knows where the MSI-X table is"
        case .msixBIRReserved: "an MSI-X structure names a reserved BAR indicator"
        case .msixBIRNoBAR: "an MSI-X structure names a BAR that is no memory BAR"
        case .msixTableOutsideBAR: "the MSI-X table reaches past the end of its BAR"
        case .msixPBAOutsideBAR: "the MSI-X PBA reaches past the end of its BAR"
        case .msixTablePBAOverlap: "is MSI-X table and PBA at once"
        case .msixSharedPage: "shares a page with the MSI-X table: registers there are reflected"
        case .msixPBASharedPage:
            "shares a page with the MSI-X PBA: registers there are reflected"
        case .msixBARLost: "has no page left to map beside the MSI-X table's pages"
        case .msixSparseOverlap:
            "is a sparse mmap area in the MSI-X table's pages; the table stays trapped"
        case .quirkChelsioT5VF: "Chelsio T5 virtual function: the PBA is at 0x1000"
        case .quirkBaiduKunlunVF: "Baidu Kunlun virtual function: the PBA is at 0xb400"
        default: rule.reason
        }
    }
}
