import PCIDecoding
import PCISnapshot

/// The BAR, and VFIO's answer about its region (Rules.md, "Evidence").
enum RegionRules {
    /// The device's regions: its BARs, and those that only the kernel's answers know.
    ///
    /// A region that the kernel says is empty is left out; so is an upper half.
    static func regions(of device: Device, _ findings: inout [Finding]) -> [Region] {
        var regions: [Region] = []
        regions.reserveCapacity(6)
        for index in 0..<6 {
            let answer = device.regions.first { $0.index == index }?.info
            let bar = device.bars.first { $0.index == index }
            switch (bar, answer) {
            case (let bar?, nil):
                regions.append(Region(bar: bar, resourceSize: bar.size, answer: nil))
            case (let bar?, let answer?):
                let size = (try? answer.get())?.size ?? bar.size
                if size != bar.size { findings.append(Self.differs(index, size, bar.size)) }
                guard size > 0 else { continue }
                regions.append(
                    Region(bar: bar.resized(size), resourceSize: bar.size, answer: answer))
            case (nil, .success(let info)?) where info.size > 0:
                findings.append(Self.differs(index, info.size, 0))
                regions.append(
                    Region(
                        bar: BAR(index, info), resourceSize: 0, answer: .success(info)))
            case (nil, _): continue
            }
        }
        return regions
    }

    private static func differs(_ bar: Int, _ live: UInt64, _ sysfs: UInt64) -> Finding {
        Finding(.regionSizeDiffers, .warning, bar: bar, .sizes(told: live, expected: sysfs))
    }
}

extension Region {
    /// The verdicts on this region at a page size, by the rules about the BAR and VFIO's answer;
    /// they cover all of it.
    func layer(at page: PageSize, _ host: HostContext, _ findings: inout [Finding]) -> Layer {
        // Ports have no pages, and what has no address no place, whatever an answer says.
        guard bar.isMemory, bar.assigned else { return predicted(at: page, host, &findings) }
        // The kernel maps whole pages from the one that holds the BAR's start: every offset would
        // be wrong. BARs are aligned to their size; only a contradiction leads here.
        if size >= page.bytes, !page.isAligned(bar.start) {
            return Layer(whole, Verdict(.reflect, .barUnaligned))
        }
        switch answer {
        case .failure(let error)?:
            findings.append(Finding(.regionMalformed, .error, bar: bar.index, .reply(error)))
            return Layer(whole, Verdict(.unknown, .regionMalformed))
        case .success(let info)?:
            return layer(info, at: page, host, &findings)
        case nil:
            return predicted(at: page, host, &findings)
        }
    }

    /// The kernel's own answer, as far as it holds at another page size than the host's.
    ///
    /// A refusal that the rule for BARs below the host's page explains was about that page, so
    /// the BAR is judged anew; and a BAR below the plan's page always is. Any other refusal stands.
    private func layer(
        _ info: RegionInfo, at page: PageSize, _ host: HostContext, _ findings: inout [Finding]
    ) -> Layer {
        let pagesDiffer = page != host.pageSize
        guard info.mappable || pagesDiffer && isRefusedAsSubPage(host) else {
            return Layer(whole, Verdict(.reflect, .regionNoMmap))
        }
        let granted = granted(info, at: page, &findings)
        return pagesDiffer
            ? granted.overlaid(with: predicted(at: page, host, &findings)) : granted
    }

    /// Whether the kernel had to refuse the region at its own page size.
    ///
    /// It had to where the BAR is below a page that it does not start, or that others are in. A
    /// region with a size of its own is the driver's doing.
    private func isRefusedAsSubPage(_ host: HostContext) -> Bool {
        guard size == resourceSize, size < host.pageSize.bytes else { return false }
        var ignored: [Finding] = []
        return predictedVerdict(at: host.pageSize, host, &ignored).mappingClass == .reflect
    }

    /// A region that the kernel lets be mapped, as far as its flags and areas go.
    private func granted(_ info: RegionInfo, at page: PageSize, _ findings: inout [Finding])
        -> Layer
    {
        guard let protection else { return Layer(whole, Verdict(.reflect, .regionNoRead)) }
        if protection == .write { findings.append(Finding(.regionNoRead, .info, bar: bar.index)) }
        if protection == .read { findings.append(Finding(.regionNoWrite, .info, bar: bar.index)) }
        guard let areas = info.sparseAreas else {
            return Layer(whole, Verdict(.direct, .barMemory))
        }
        return SparseAreas(areas, size: size, bar: bar.index, page: page, &findings).layer
    }

    /// What the kernel will say, by its own rule (`vfio_pci_probe_mmaps()`).
    private func predicted(at page: PageSize, _ host: HostContext, _ findings: inout [Finding])
        -> Layer
    {
        Layer(whole, predictedVerdict(at: page, host, &findings))
    }
}

extension BAR {
    /// A region that the kernel has and sysfs has not: nvgrace-gpu and virtio make such BARs.
    fileprivate init(_ index: Int, _ info: RegionInfo) {
        self.init(
            index: index, kind: info.mappable ? .mem64 : .mem32, prefetchable: false, start: 0,
            size: info.size, assigned: true)
    }

    fileprivate func resized(_ size: UInt64) -> BAR {
        BAR(
            index: index, kind: kind, prefetchable: prefetchable, start: start, size: size,
            assigned: assigned)
    }
}
