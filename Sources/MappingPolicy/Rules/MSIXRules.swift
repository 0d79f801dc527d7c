import PCIDecoding

/// Section 4: the MSI-X table and PBA of one device, laid over its BARs.
struct MSIXRules {
    private let unknown: Bool
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
        switch device.msix {
        case .absent:
            unknown = false
            table = nil
            pba = nil
        case .unknown(let reason):
            unknown = true
            table = nil
            pba = nil
            if regions.contains(where: \.bar.isMemory) {
                findings.append(Finding(.msixUnknown, .warning, .reason(reason)))
            }
        case .present(let capability):
            unknown = false
            table = MSIXStructure(.table, of: capability, device, regions, &findings)
            pba = MSIXStructure(.pba, of: capability, device, regions, &findings)
        }
        if let table, let pba, table.bar == pba.bar, table.range.overlaps(pba.range) {
            findings.append(
                Finding(
                    .msixTablePBAOverlap, .error, bar: table.bar,
                    range: table.range.intersection(pba.range)))
        }
    }

    /// The structures' bytes in a region; all of a memory BAR when nobody knows where they are.
    func layer(_ region: Region) -> Layer {
        if unknown, region.bar.isMemory {
            return Layer(region.whole, Verdict(.unknown, .msixUnknown))
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

    /// What the table's place costs, seen from the finished plans.
    func judge(_ bars: [BARPlan], _ regions: [Region], _ findings: inout [Finding]) {
        guard let table, let index = bars.firstIndex(where: { $0.bar.index == table.bar }) else {
            return
        }
        let plan = bars[index]
        let window = page.touched(by: table.range)
        // Bytes that are private or not known are not reflected, whatever page they are in.
        for bystander in bystanders(of: table, in: plan.bar.size)
        where plan.extents.contains(where: {
            $0.verdict.mappingClass == .reflect && $0.range.overlaps(bystander)
        }) {
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

    /// The bytes in the table's pages that are neither table nor PBA nor beyond the BAR.
    private func bystanders(of table: MSIXStructure, in size: UInt64) -> [ByteRange] {
        let window = page.touched(by: table.range).intersection(ByteRange(0, size))
        let rest = window.subtracting(table.range)
        guard let pba, pba.bar == table.bar else { return rest }
        return rest.flatMap { $0.subtracting(pba.range) }
    }
}
