import PCIDecoding
import PCISnapshot

/// The table or the PBA, proved to lie in a memory BAR.
struct MSIXStructure {
    enum Kind {
        case table
        case pba
    }

    /// The BAR that it lies in.
    let bar: Int
    /// Its bytes, cut at the BAR's end.
    let range: ByteRange

    /// Nil when the device places it where no BAR is; what is wrong becomes a finding.
    init?(
        _ kind: Kind, of capability: MSIXCapability, _ device: Device, _ regions: [Region],
        _ findings: inout [Finding]
    ) {
        let isTable = kind == .table
        let place = isTable ? capability.table : capability.pba
        let count = isTable ? capability.tableSize : capability.pbaSize
        let told = Finding.Detail.place(bar: place.bar, offset: place.offset)
        guard place.bar < 6 else {
            findings.append(Finding(.msixBIRReserved, .error, told))
            return nil
        }
        let region = regions.first { $0.bar.index == place.bar }
        guard let region, region.bar.isMemory else {
            findings.append(Finding(.msixBIRNoBAR, .error, told))
            return nil
        }
        var range = ByteRange(start: place.offset, count: count)
        if !isTable, place.offset >= region.size, let quirk = MSIXQuirk(device.identity) {
            findings.append(Finding(quirk.rule, .info, bar: place.bar, told))
            range = ByteRange(start: quirk.pbaOffset, count: count)
        }
        bar = place.bar
        // A structure may run over its BAR's end. The part that is inside is a table all the
        // same, and stays trapped (`msix.table-outside-bar`).
        self.range = range.intersection(region.whole)
        if !region.whole.contains(range) {
            let rule: Rule = isTable ? .msixTableOutsideBAR : .msixPBAOutsideBAR
            // A table that is nowhere is a matter of all BARs.
            let isNowhere = isTable && self.range.isEmpty
            findings.append(
                isNowhere
                    ? Finding(rule, .error, told)
                    : Finding(rule, .error, bar: bar, range: range, told))
            if self.range.isEmpty { return nil }
        }
    }
}
