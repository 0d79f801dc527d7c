import PCIDecoding

extension Region {
    /// What vfio-pci will say of the BAR: its kind, its address, and, where it is below a page, where
    /// it starts and who else is in the page.
    ///
    /// Rules.md, "BARs below a page". Source: `vfio_pci_probe_mmaps()`, which reserves the rest of
    /// the page or gives up.
    func predictedVerdict(at page: PageSize, _ host: HostContext, _ findings: inout [Finding])
        -> Verdict
    {
        guard isPlaced || size >= page.bytes else { return Verdict(.unknown, .regionPlaceUnknown) }
        switch MmapPermission(bar, page: page.bytes, host.neighborhood.pages) {
        case .ports:
            return Verdict(.reflect, .barIO)
        case .unassigned:
            findings.append(Finding(.barUnassigned, .warning, bar: bar.index))
            return Verdict(.reflect, .barUnassigned)
        case .subPageUnaligned:
            findings.append(Finding(.barSubPageUnaligned, .warning, bar: bar.index))
            return Verdict(.reflect, .barSubPageUnaligned)
        case .subPageShared(let owner):
            findings.append(
                Finding(.barSubPageNeighbor, .warning, bar: bar.index, .neighbor(owner)))
            return Verdict(.reflect, .barSubPageNeighbor)
        case .grantedIfAlone:
            findings.append(Finding(.barSubPageAssumed, .info, bar: bar.index))
            return Verdict(.direct, .barMemory)
        case .grantedUnless(let owner):
            // Failed is not absent: it may lie here.
            findings.append(
                Finding(.deviceUnread, .error, bar: bar.index, .reason("\(owner)")))
            return Verdict(.unknown, .deviceUnread)
        case .granted:
            return Verdict(.direct, .barMemory)
        }
    }
}
