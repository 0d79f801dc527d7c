import PCISnapshot

/// SPARSE_MMAP: the areas that a driver lets userspace map (Rules.md, "Sparse areas").
///
/// Hostile until proved otherwise: areas may be empty, unsorted, overlapping, unaligned, or
/// reach past the region.
struct SparseAreas {
    /// Verdicts that cover the whole region.
    let layer: Layer

    /// - Parameters:
    ///   - areas: as told, in the kernel's order.
    ///   - size: bytes of the region.
    ///   - bar: the region's index, for findings.
    ///   - page: the page size of the plan.
    ///   - findings: where what is wrong with the areas goes.
    init(
        _ areas: [RegionInfo.Area], size: UInt64, bar: Int, page: PageSize,
        _ findings: inout [Finding]
    ) {
        let whole = ByteRange(0, size)
        var good: [ByteRange] = []
        var bad: [ByteRange] = []
        var sorted = true
        var reached: UInt64 = 0
        // Kernels 4.6 to 4.15 report an empty area where the table leaves nothing.
        for area in areas where area.size > 0 {
            let told = ByteRange(start: area.offset, count: area.size)
            let range = told.intersection(whole)
            let overflows = area.offset.addingReportingOverflow(area.size).overflow
            if overflows || !whole.contains(told) {
                findings.append(
                    Finding(
                        .regionAreaOutOfRange, .error, bar: bar, range: told,
                        .sizes(told: told.end, expected: size)))
            }
            if told.start < reached { sorted = false }
            reached = max(reached, told.end)
            if page.isAligned(area.offset) {
                good.append(range)
            } else {
                findings.append(Finding(.regionAreaUnaligned, .error, bar: bar, range: told))
                bad.append(range)
            }
        }
        if !sorted { findings.append(Finding(.regionAreasUnsorted, .warning, bar: bar)) }
        let outside = Verdict(.reflect, .regionOutsideSparseArea)
        layer = Layer(good, Verdict(.direct, .regionSparseArea), elsewhere: (whole, outside))
            .overlaid(with: Layer(bad, Verdict(.reflect, .regionAreaUnaligned)))
    }
}
