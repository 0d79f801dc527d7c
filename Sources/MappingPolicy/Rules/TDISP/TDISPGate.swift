import PCIDecoding
import PCISnapshot

extension TDISPRules {
    /// What a report's BARs need beside their classes before any of it is mapped: the size that
    /// the report is about, and a page of their own for certain.
    ///
    /// Rules.md, "TDISP gate". Looser rules hold for BARs without a report; here a wrong page is TEE memory.
    func gate(_ region: Region, _ page: PageSize, _ host: HostContext) -> Layer {
        guard isReported, region.bar.isMemory else { return .silent }
        if region.size != region.resourceSize {
            return Layer(region.whole, Verdict(.reflect, .regionSizeDiffers))
        }
        if region.size < page.bytes, !region.isGranted(at: page, host) {
            return Layer(region.whole, Verdict(.reflect, .tdispSubPage))
        }
        return .silent
    }
}

extension Region {
    /// Whether the kernel itself has said, at this page size, that the region can be mapped.
    fileprivate func isGranted(at page: PageSize, _ host: HostContext) -> Bool {
        guard case .success(let info)? = answer else { return false }
        return info.mappable && page == host.pageSize
    }
}
