/// Page gating: a host page with any byte that is not `direct` cannot be mapped.
///
/// Works on the ends of extents, never page by page: only the first and the last page of a
/// `direct` extent can be shared.
struct PageGate {
    private let extents: [Extent]
    private let size: UInt64
    private let page: PageSize
    private let anyShared: Bool

    /// - Parameters:
    ///   - layer: verdicts that cover `[0,size)`.
    ///   - size: bytes of the BAR.
    ///   - page: the host's pages.
    init(_ layer: Layer, size: UInt64, page: PageSize) {
        extents = layer.extents
        self.size = size
        self.page = page
        anyShared =
            Self.endsInsidePage(size, page) || extents.contains { !$0.verdict.isDirect }
    }

    /// The extents after gating: `direct` bytes in a shared page are `reflect`, `page.shared`.
    func gated() -> [Extent] {
        guard anyShared else { return extents }
        var result = Layer.silent
        var blame = PageSharing(extents, size: size, page: page)
        for extent in extents {
            guard extent.verdict.isDirect else {
                result.append(extent)
                continue
            }
            let parts = split(extent.range)
            result.append(blame.reflect(parts.head))
            result.append(Extent(parts.whole, extent.verdict))
            result.append(blame.reflect(parts.tail))
        }
        return result.extents
    }

    /// Bytes that gating takes, without making the extents.
    func strandedBytes() -> UInt64 {
        guard anyShared else { return 0 }
        return extents.reduce(into: 0) { bytes, extent in
            guard extent.verdict.isDirect else { return }
            let parts = split(extent.range)
            bytes += parts.head.count + parts.tail.count
        }
    }

    /// The maximal runs of whole `direct` pages among gated extents.
    ///
    /// Neighboring `direct` extents with different rules are one run. A BAR below a page that
    /// is `direct` throughout gives one page: the kernel keeps the rest of it free.
    func runs(of gated: [Extent]) -> [ByteRange] {
        var runs: [ByteRange] = []
        for extent in gated where extent.verdict.isDirect {
            let range = ByteRange(extent.range.start, max(extent.range.end, page.bytes))
            if let last = runs.last, last.end == range.start {
                runs[runs.count - 1] = ByteRange(last.start, range.end)
            } else {
                runs.append(range)
            }
        }
        return runs
    }

    /// The bytes behind a BAR in its last page belong to nobody the kernel vouches for, except
    /// for a BAR below a page: the rest of its page is what the sub-page rules are about.
    fileprivate static func endsInsidePage(_ size: UInt64, _ page: PageSize) -> Bool {
        size > page.bytes && !page.isAligned(size)
    }

    /// The part before the first page start, the whole pages, the part in the last page.
    private func split(_ range: ByteRange) -> (head: ByteRange, whole: ByteRange, tail: ByteRange) {
        let headEnd = min(page.up(range.start), range.end)
        let tailStart = max(page.down(range.end), headEnd)
        return (
            ByteRange(range.start, headEnd), ByteRange(headEnd, tailStart),
            ByteRange(tailStart, range.end)
        )
    }
}

/// Finds for a page the strongest verdict in it.
///
/// Pages are asked for in ascending order, so all questions together visit each extent at most
/// twice.
private struct PageSharing {
    private let extents: [Extent]
    private let size: UInt64
    private let page: PageSize
    private var index = 0
    private var known: (page: ByteRange, verdict: Verdict)?

    init(_ extents: [Extent], size: UInt64, page: PageSize) {
        self.extents = extents
        self.size = size
        self.page = page
    }

    /// The extent for a part of one page that has to trap because of what else is in it.
    mutating func reflect(_ part: ByteRange) -> Extent {
        let reflect = Verdict(.reflect, .pageShared)
        if part.isEmpty { return Extent(part, reflect) }
        return Extent(part, reflect, sharesWith: strongest(in: page.touched(by: part)))
    }

    private mutating func strongest(in window: ByteRange) -> Verdict {
        if let known, known.page == window { return known.verdict }
        // The bytes behind the BAR's end are the weakest claim that can be to blame here: they
        // are named only where the page holds nothing else that is not direct.
        let behindEnd = Verdict(.unknown, .barEnd)
        var found: Verdict?
        while index < extents.count, extents[index].range.end <= window.start { index += 1 }
        var next = index
        while next < extents.count, extents[next].range.start < window.end {
            let verdict = extents[next].verdict
            if !verdict.isDirect { found = min(found ?? verdict, verdict) }
            next += 1
        }
        let verdict = found ?? behindEnd
        known = (window, verdict)
        return verdict
    }
}
