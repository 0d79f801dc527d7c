import PCIDecoding
import TDISP

/// Everything that the rules know of one device before pages come into play.
///
/// Built once; the plan, the explanation and the advice are all read from it, so they cannot
/// disagree.
struct RuleContext {
    let device: Device
    let regions: [Region]
    let msix: MSIXRules
    let tdisp: TDISPRules
    private let files: FileRangeRules
    private let host: HostContext

    init(
        _ device: Device, _ host: HostContext, _ options: PlanOptions, _ inputs: TDISPInputs?,
        _ findings: inout [Finding]
    ) {
        self.device = device
        self.host = host
        findings += DeviceRules.findings(device)
        regions = RegionRules.regions(of: device, &findings)
        files = FileRangeRules(device, regions)
        msix = MSIXRules(device, regions, options, &findings)
        tdisp = TDISPRules(
            device, regions, msix, inputs, confidential: options.confidential, &findings)
    }

    /// Families of rules, in the order in which an explanation tells them.
    enum Family: String, CaseIterable {
        /// The BAR and VFIO's answer about it.
        case region
        /// The device as a whole.
        case device
        /// MSI-X.
        case msix
        /// TDISP.
        case tdisp
    }

    /// What one family says about a region at a page size.
    func layer(_ family: Family, _ region: Region, _ page: PageSize, _ findings: inout [Finding])
        -> Layer
    {
        switch family {
        case .region:
            region.layer(at: page, host, &findings)
                .overlaid(with: files.layer(region, page))
        case .device: DeviceRules.layer(device, region, host, &findings)
        case .msix: msix.layer(region)
        case .tdisp: tdisp.layer(region, &findings).overlaid(with: tdisp.gate(region, page, host))
        }
    }

    /// What all families but one say together; it covers the region unless `region` is left out.
    func verdicts(
        _ region: Region, _ page: PageSize, without left: Family? = nil,
        _ findings: inout [Finding]
    ) -> Layer {
        var layer = Layer.silent
        for family in Family.allCases where family != left {
            layer = layer.overlaid(with: self.layer(family, region, page, &findings))
        }
        return layer
    }

    /// Whether the owner of a region's memory may hard-code what it is.
    func sharing(_ region: Region, _ verdicts: Layer) -> Sharing {
        tdisp.sharing(region, verdicts)
    }
}
