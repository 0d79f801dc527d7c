import PCIDecoding
import PCISnapshot

/// A function's capabilities, as far as mapping cares, a line each.
struct CapabilityWords {
    private(set) var lines: [String] = []

    init(_ device: Device) {
        if case .present(let msix) = device.msix {
            let table = "table BAR\(msix.table.bar)+\(Hex.number(msix.table.offset))"
            let pba = "PBA BAR\(msix.pba.bar)+\(Hex.number(msix.pba.offset))"
            lines.append("MSI-X     \(msix.entries) vectors, \(table), \(pba)")
        }
        if case .present(let express) = device.express {
            let bits = [
                express.functionLevelReset ? "FLR" : nil, express.teeIO ? "TEE-IO" : nil,
            ]
            let words = bits.compactMap { $0 }.joined(separator: ", ")
            lines.append("PCIe      \(words.isEmpty ? "no FLR, no TEE-IO" : words)")
        }
        if case .present(let sriov) = device.sriov {
            lines.append(
                "SR-IOV    \(sriov.enabledVFs) of \(sriov.totalVFs) VFs, first +"
                    + "\(sriov.firstVFOffset), stride \(sriov.vfStride), "
                    + "system page \(Words.size(sriov.systemPageSize))")
        }
        for bar in device.resizableBARs.value?.bars ?? [] {
            let sizes = bar.sizes.map(Words.size).joined(separator: " ")
            lines.append("resizable BAR \(bar.bar): \(Words.size(bar.current)) of \(sizes)")
        }
        for entry in device.enhancedAllocation.value?.entries ?? [] where entry.enabled {
            lines.append(
                "EA        BEI \(entry.bei) at \(Hex.number(entry.base)), "
                    + "last byte +\(Hex.number(entry.maxOffset))")
        }
        if case .present(let ide) = device.ide {
            lines.append("IDE       \(words(ide))")
        }
        if case .present(let count) = device.doeMailboxes {
            lines.append("DOE       \(count) mailbox\(count == 1 ? "" : "es")")
        }
    }

    private func words(_ ide: IDECapability) -> String {
        let kinds = [
            ide.link ? "link" : nil,
            ide.selective ? "\(ide.selectiveStreams) selective streams" : nil,
            ide.teeLimited ? "TEE-limited" : nil,
        ]
        return kinds.compactMap { $0 }.joined(separator: ", ")
    }
}
