import PCIDecoding
import PCISnapshot

/// QEMU's `x-msix-relocation=barN`: where the structures go, and what the guest's BAR becomes.
///
/// Source: `vfio_pci_relocate_msix()` in QEMU, hw/vfio/pci.c. The physical BAR is then mapped
/// whole, which takes a kernel that lets the table's pages be mapped (4.16).
public struct MSIXRelocation: Equatable, Sendable {
    /// The slot that takes the structures.
    public let bar: Int
    /// True for a slot that has no BAR yet.
    public let isNew: Bool
    /// Bytes of that BAR as the guest sees it.
    public let size: UInt64
    /// Offset of the table in it; the PBA is right behind the table.
    public let tableOffset: UInt64
    /// Offset of the PBA in it.
    public let pbaOffset: UInt64
    /// Bytes by which the BAR grows.
    public let growth: UInt64
    /// Bytes that can be mapped more than now.
    public let gain: UInt64

    /// The option of QEMU's vfio-pci device.
    public var option: String { "x-msix-relocation=bar\(bar)" }

    var text: String {
        let target = isNew ? "a new BAR \(bar)" : "BAR \(bar), doubled for it"
        return "QEMU can move MSI-X to \(target) (\(option)): BAR \(bar) is \(Hex.number(size)) "
            + "bytes, table at \(Hex.number(tableOffset)), PBA at \(Hex.number(pbaOffset)); "
            + "\(Hex.number(gain)) bytes more can be mapped"
    }

    /// The targets that QEMU takes: an unused slot first, then BARs by the least growth.
    static func targets(
        _ regions: [Region], entries: Int, page: PageSize, gain: UInt64
    ) -> [MSIXRelocation] {
        // At most 2048 entries, by a capability's 11 bits and by what a snapshot may say.
        let tableSize = 16 * UInt64(entries)
        let bytes = page.up(tableSize + 8 * ((UInt64(entries) + 63) / 64))
        // The next power of two; bytes is at least a page.
        let size = UInt64(1) << UInt64(64 - (bytes - 1).leadingZeroBitCount)
        let all = (0..<6).compactMap { slot -> MSIXRelocation? in
            if regions.contains(where: { $0.bar.index == slot - 1 && $0.bar.kind == .mem64 }) {
                return nil
            }
            guard let old = regions.first(where: { $0.bar.index == slot }) else {
                return MSIXRelocation(
                    bar: slot, isNew: true, size: size, tableOffset: 0, pbaOffset: tableSize,
                    growth: size, gain: gain)
            }
            let isTooLarge = old.bar.kind == .mem32 && old.size > 1 << 30
            // Twice the largest BAR would not fit 64 bits.
            guard old.bar.isMemory, !isTooLarge, old.size < 1 << 62 else { return nil }
            let grown = max(2 * old.size, 2 * size)
            return MSIXRelocation(
                bar: slot, isNew: false, size: grown, tableOffset: grown / 2,
                pbaOffset: grown / 2 + tableSize, growth: grown - old.size, gain: gain)
        }
        // One unused slot is as good as another: the first stands for all.
        let bars = all.filter { !$0.isNew }.sorted { ($0.growth, $0.bar) < ($1.growth, $1.bar) }
        return all.filter(\.isNew).prefix(1) + bars
    }
}
