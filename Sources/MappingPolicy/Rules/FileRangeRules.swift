import PCIDecoding
import PCISnapshot

/// Where the regions of one device lie in its file.
///
/// A mapping is asked for by its offset there. One that leads to another region as well, or past
/// the end of 64 bits, may be a mapping of anything.
struct FileRangeRules {
    /// All regions that the device has or told of, BARs and others.
    private let all: [(index: Int, offset: UInt64, size: UInt64)]

    init(_ device: Device, _ regions: [Region]) {
        let bars = regions.map { ($0.bar.index, $0.fileOffset, $0.size) }
        let others = device.regions.compactMap { answer -> (Int, UInt64, UInt64)? in
            guard answer.index >= 6, case .success(let info) = answer.info, info.size > 0 else {
                return nil
            }
            return (answer.index, info.fileOffset, info.size)
        }
        all = bars + others
    }

    /// A conflict on all of a region whose place in the file is impossible at a page size.
    func layer(_ region: Region, _ page: PageSize) -> Layer {
        guard region.bar.isMemory, case .success? = region.answer else { return .silent }
        return problem(region, page).map { Layer(region.whole, Verdict(.conflict, $0)) } ?? .silent
    }

    private func problem(_ region: Region, _ page: PageSize) -> Rule? {
        // A mapping is made of whole pages: so is what it can reach.
        let pages = page.up(region.size)
        if region.fileOffset.addingReportingOverflow(pages).overflow {
            return .regionFileRangeWraps
        }
        if !page.isAligned(region.fileOffset) { return .regionFileOffsetUnaligned }
        let place = ByteRange(start: region.fileOffset, count: pages)
        let isShared = all.contains { other in
            other.index != region.bar.index
                && place.overlaps(ByteRange(start: other.offset, count: other.size))
        }
        return isShared ? .regionFileRangesOverlap : nil
    }
}
