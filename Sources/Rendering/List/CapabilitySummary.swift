import PCIDecoding
import PCISnapshot

/// A function's capabilities, as far as mapping cares, a line each.
struct CapabilitySummary {
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
                    + "system page \(Format.size(sriov.systemPageSize))")
        }
        for bar in device.resizableBARs.value?.bars ?? [] {
            let sizes = bar.sizes.map(Format.size).joined(separator: " ")
            lines.append("resizable BAR \(bar.bar): \(Format.size(bar.current)) of \(sizes)")
        }
        for entry in device.enhancedAllocation.value?.entries ?? [] where entry.enabled {
            lines.append(
                "EA        BEI \(entry.bei) at \(Hex.number(entry.base)), "
                    + "last byte +\(Hex.number(entry.maxOffset))")
        }
        if case .present(let ide) = device.ide {
            lines.append("IDE       \(words(ide))")
        }
        if let tsm = device.tsm {
            let words = [
                tsm.connect.map { "connect: \($0)" }, tsm.bound.map { "bound: \($0)" },
                tsm.dsm.map { "DSM: \($0)" },
            ]
            lines.append("TSM       \(words.compactMap { $0 }.joined(separator: ", "))")
        }
        if case .present(let count) = device.doeMailboxes {
            lines.append("DOE       \(count) mailbox\(count == 1 ? "" : "es")")
        }
    }

    /// What confidential computing needs, as far as a function has it: ` [TEE-IO IDE DOE]`.
    static func tags(_ device: Device) -> String {
        let tags = [
            device.teeIO == .present(true) ? "TEE-IO" : nil,
            device.ide.value != nil ? "IDE" : nil,
            device.doeMailboxes.value.map { $0 > 1 ? "DOE x\($0)" : "DOE" },
        ].compactMap { $0 }
        return tags.isEmpty ? "" : " [" + tags.joined(separator: " ") + "]"
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
