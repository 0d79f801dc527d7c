import PCIDecoding
import PCISnapshot

/// The MSI-X table and PBA of one device, laid over its BARs (Rules.md, "MSI-X windows").
struct MSIXRules {
    /// Why the table may be anywhere, nil where it is known.
    private let lost: Rule?
    let table: MSIXStructure?
    let pba: MSIXStructure?
    private let page: PageSize
    let emulatesPBA: Bool

    init(
        _ device: Device, _ regions: [Region], _ options: PlanOptions,
        _ findings: inout [Finding]
    ) {
        page = options.pageSize
        emulatesPBA = options.pba == .trap
        var lost: Rule?
        switch device.msix {
        case .absent:
            table = nil
            pba = nil
        case .unknown(let reason):
            table = nil
            pba = nil
            lost = .msixUnknown
            if regions.contains(where: \.bar.isMemory) {
                findings.append(Finding(.msixUnknown, .error, .reason(reason)))
            }
        case .present(let capability):
            table = MSIXStructure(.table, of: capability, device, regions, &findings)
            // A table that exists and is not found may be anywhere; its finding is the last one.
            if table == nil { lost = findings.last?.rule }
            pba = MSIXStructure(.pba, of: capability, device, regions, &findings)
        }
        if let difference = Self.difference(device) {
            lost = lost ?? .msixVFIODiffers
            findings.append(Finding(.msixVFIODiffers, .error, .reason(difference)))
        }
        self.lost = lost
        if let table, let pba, table.bar == pba.bar, table.range.overlaps(pba.range) {
            findings.append(
                Finding(
                    .msixTablePBAOverlap, .error, bar: table.bar,
                    range: table.range.intersection(pba.range)))
        }
    }

    /// How VFIO's answers contradict what configuration space says of MSI-X; nil where both agree,
    /// or one of them says nothing.
    ///
    /// Both come from the same registers: the number of vectors by VFIO_PCI_MSIX_IRQ_INDEX
    /// (`vfio_pci_get_irq_count()`), the table's BAR by MSIX_MAPPABLE
    /// (`vfio_pci_ioctl_get_region_info()`).
    private static func difference(_ device: Device) -> String? {
        let capability: MSIXCapability?
        switch device.msix {
        case .absent: capability = nil
        case .present(let told): capability = told
        case .unknown: return nil
        }
        let entries = capability?.entries ?? 0
        if let vectors = device.msixVectors, vectors != entries {
            return "VFIO has \(vectors) vectors, the device \(entries)"
        }
        let told = device.regions.filter { (try? $0.info.get())?.msixMappable ?? false }
        let other = told.map(\.index).filter { $0 != capability?.table.bar }.min()
        return other.map { "VFIO has the table in BAR \($0), the device has not" }
    }

    /// The structures' bytes in a region; all of a memory BAR when nobody knows where they are.
    func layer(_ region: Region) -> Layer {
        if let lost, region.bar.isMemory {
            return Layer(region.whole, Verdict(.unknown, lost))
        }
        var layer = Layer.silent
        if let table, table.bar == region.bar.index {
            layer = Layer(table.range, Verdict(.emulate, .msixTable))
        }
        if emulatesPBA, let pba, pba.bar == region.bar.index {
            layer = layer.overlaid(with: Layer(pba.range, Verdict(.emulate, .msixPBA)))
        }
        return layer
    }

    /// What the structures' places cost, seen from the finished plans.
    func judge(_ bars: [BARPlan], _ regions: [Region], _ findings: inout [Finding]) {
        judgeTable(bars, regions, &findings)
        guard emulatesPBA, let pba, let plan = bars.first(where: { $0.bar.index == pba.bar }) else {
            return
        }
        // What is in the table's pages as well was told of there.
        let told = table.flatMap { $0.bar == pba.bar ? page.touched(by: $0.range) : nil }
        let all = bystanders(of: pba, besides: table, in: plan)
        for bystander in told.map({ told in all.flatMap { $0.subtracting(told) } }) ?? all {
            findings.append(
                Finding(.msixPBASharedPage, .warning, bar: pba.bar, range: bystander))
        }
    }

    private func judgeTable(
        _ bars: [BARPlan], _ regions: [Region], _ findings: inout [Finding]
    ) {
        guard let table, let index = bars.firstIndex(where: { $0.bar.index == table.bar }) else {
            return
        }
        let plan = bars[index]
        let window = page.touched(by: table.range)
        for bystander in bystanders(of: table, besides: pba, in: plan) {
            findings.append(
                Finding(.msixSharedPage, .warning, bar: table.bar, range: bystander))
        }
        let lostToPages = plan.extents.contains { $0.verdict.rule == .pageShared }
        if plan.mmaps.isEmpty, lostToPages {
            findings.append(
                Finding(
                    .msixBARLost, .warning, bar: table.bar, range: ByteRange(0, plan.bar.size)))
        }
        guard case .success(let info)? = regions[index].answer else { return }
        for area in info.sparseAreas ?? [] {
            let range = ByteRange(start: area.offset, count: area.size)
            guard range.overlaps(window) else { continue }
            findings.append(
                Finding(
                    .msixSparseOverlap, .warning, bar: table.bar,
                    range: range.intersection(window)))
        }
    }

    /// The bytes in a structure's pages that are reflected, and neither of the other structure
    /// nor beyond the BAR.
    ///
    /// Bytes that are private or not known are not reflected, whatever page they are in.
    private func bystanders(
        of structure: MSIXStructure, besides other: MSIXStructure?, in plan: BARPlan
    ) -> [ByteRange] {
        let window = page.touched(by: structure.range)
            .intersection(ByteRange(0, plan.bar.size))
        var rest = window.subtracting(structure.range)
        if let other, other.bar == structure.bar {
            rest = rest.flatMap { $0.subtracting(other.range) }
        }
        return rest.filter { bystander in
            plan.extents.contains {
                $0.verdict.mappingClass == .reflect && $0.range.overlaps(bystander)
            }
        }
    }
}
