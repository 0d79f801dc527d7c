import PCIDecoding

extension Region {
    /// A memory BAR smaller than a page: where it starts, and who else is in the page.
    ///
    /// Rules.md, "BARs below a page". Source: `vfio_pci_probe_mmaps()`, which reserves the rest of the page or gives up.
    func subPageVerdict(at page: PageSize, _ host: HostView, _ findings: inout [Finding])
        -> Verdict
    {
        guard isPlaced else { return Verdict(.unknown, .regionPlaceUnknown) }
        guard page.isAligned(bar.start) else {
            findings.append(Finding(.barSubPageUnaligned, .warning, bar: bar.index))
            return Verdict(.reflect, .barSubPageUnaligned)
        }
        let place = ByteRange(start: bar.start, count: size)
        switch host.neighbourhood.rest(ofPage: page, behind: place) {
        case .taken(let owner):
            findings.append(
                Finding(.barSubPageNeighbour, .warning, bar: bar.index, .neighbour(owner)))
            return Verdict(.reflect, .barSubPageNeighbour)
        case .unknown:
            findings.append(Finding(.barSubPageAssumed, .info, bar: bar.index))
            return Verdict(.direct, .barMemory)
        case .unread(let owner):
            // Failed is not absent: it may lie here.
            findings.append(
                Finding(.deviceUnread, .error, bar: bar.index, .reason("\(owner)")))
            return Verdict(.unknown, .deviceUnread)
        case .free:
            return Verdict(.direct, .barMemory)
        }
    }
}
