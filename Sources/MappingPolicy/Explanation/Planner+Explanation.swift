public import PCIDecoding

extension Planner {
    /// Why some bytes of a BAR have their class.
    ///
    /// - Parameters:
    ///   - device: the device.
    ///   - bar: the BAR, 0 to 5.
    ///   - range: the bytes; nil for all of them.
    ///   - tdisp: what is known of the device's TDISP interface.
    /// - Returns: nil when there is no such BAR, or none of the bytes is in it.
    public func explain(
        _ device: Device, bar: Int, range: ByteRange? = nil, tdisp: TDISPInputs?
    ) -> Explanation? {
        var findings: [Finding] = []
        let survey = RuleContext(device, host, options, tdisp, &findings)
        guard let region = survey.regions.first(where: { $0.bar.index == bar }) else { return nil }
        let asked = (range ?? region.whole).intersection(region.whole)
        guard !asked.isEmpty else { return nil }
        let page = options.pageSize
        let all = extents(survey, region, page)
        let window = page.touched(by: asked)
        return Explanation(
            bar: region.bar, range: asked, pageSize: page, extents: cut(all, to: asked),
            claims: claims(survey, region, asked, all),
            neighbors: all.filter { $0.range.overlaps(window) },
            alternatives: alternatives(device, tdisp, survey, region, asked))
    }

    private func extents(
        _ survey: RuleContext, _ region: Region, _ page: PageSize,
        without left: RuleContext.Family? = nil
    ) -> [Extent] {
        var ignored: [Finding] = []
        let layer = survey.verdicts(region, page, without: left, &ignored)
        return PageGate(layer, size: region.size, page: page).gated()
    }

    private func cut(_ extents: [Extent], to range: ByteRange) -> [Extent] {
        extents.filter { $0.range.overlaps(range) }.map {
            Extent($0.range.intersection(range), $0.verdict, sharesWith: $0.sharesWith)
        }
    }

    private func claims(
        _ survey: RuleContext, _ region: Region, _ asked: ByteRange, _ result: [Extent]
    ) -> [Explanation.Claim] {
        var claims: [Explanation.Claim] = []
        func add(_ family: String, _ extents: [Extent]) {
            for extent in extents where extent.range.overlaps(asked) {
                let wins = result.contains {
                    $0.verdict == extent.verdict
                        && $0.range.intersection(asked).overlaps(extent.range)
                }
                claims.append(
                    Explanation.Claim(
                        family: family, range: extent.range, verdict: extent.verdict, wins: wins))
            }
        }
        for family in RuleContext.Family.allCases {
            var ignored: [Finding] = []
            let layer = survey.layer(family, region, options.pageSize, &ignored)
            add(family.rawValue, layer.extents)
        }
        add("page", result.filter { $0.verdict.rule == .pageShared })
        return claims
    }

    private func alternatives(
        _ device: Device, _ tdisp: TDISPInputs?, _ survey: RuleContext, _ region: Region,
        _ asked: ByteRange
    ) -> [Explanation.Alternative] {
        var alternatives = PageSize.standard.filter { $0 != options.pageSize }.map { page in
            Explanation.Alternative(
                assumption: .page(page), extents: cut(extents(survey, region, page), to: asked))
        }
        let holdsTable = survey.msix.table?.bar == region.bar.index
        let holdsPBA = survey.msix.pba?.bar == region.bar.index
        if holdsTable || holdsPBA, tdisp == nil {
            let moved = extents(survey, region, options.pageSize, without: .msix)
            alternatives.append(
                Explanation.Alternative(
                    assumption: .msixRelocated, extents: cut(moved, to: asked)))
        }
        if holdsPBA, options.pba == .trap {
            var options = self.options
            options.pba = .direct
            var ignored: [Finding] = []
            let other = RuleContext(device, host, options, tdisp, &ignored)
            alternatives.append(
                Explanation.Alternative(
                    assumption: .pbaDirect,
                    extents: cut(extents(other, region, options.pageSize), to: asked)))
        }
        return alternatives
    }
}
