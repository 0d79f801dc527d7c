public import MappingPolicy
import PCIDecoding
import PCISnapshot

extension PlanCase {
    /// A table that moves by a page takes its hole with it.
    ///
    /// Asked where the hole can be seen: the table and the page behind it lie in memory that is
    /// mapped without MSI-X. A TDISP report says itself where the table lies, and would
    /// contradict one that moves; the model tests of TDISP are for that.
    public func tableMoveProblem(_ page: PageSize) -> String? {
        guard tdisp == nil, case .present(let msix) = device.msix else { return nil }
        let table = ByteRange(start: msix.table.offset, count: msix.tableSize)
        let pages = page.touched(by: table)
        let both = ByteRange(start: pages.start, count: pages.count + page.bytes)
        guard table.end < 1 << 32, runs(nil, page, msix).contains(where: { $0.contains(both) })
        else { return nil }
        for step in [0, page.bytes] {
            let hole = ByteRange(pages.start + step, pages.end + step)
            let left = runs(msix.table.offset + step, page, msix)
            if both.subtracting(hole).contains(where: { rest in
                !left.contains { $0.contains(rest) }
            }) {
                return "the hole of a table at \(msix.table.offset + step) is larger than its pages"
            }
            if left.contains(where: { $0.overlaps(hole) }) {
                return "the hole of a table at \(msix.table.offset + step) is not at \(hole)"
            }
        }
        return nil
    }

    /// What is mapped of the table's BAR with the table at an offset, nil for no MSI-X.
    private func runs(_ offset: UInt64?, _ page: PageSize, _ msix: MSIXCapability) -> [ByteRange] {
        var moved = self
        moved.pba = .direct
        let identity = device.identity
        // In words, because bytes win over them: all else that configuration space holds is
        // the same for each place of the table.
        moved.machine.devices[index].config = nil
        moved.machine.devices[index].identity = identity
        moved.machine.devices[index].msix = offset.map { offset in
            MSIXRecord(
                entries: msix.entries, table: .init(bar: msix.table.bar, offset: offset),
                pba: .init(bar: msix.pba.bar, offset: msix.pba.offset))
        }
        let bar = moved.plan(page).bars.first { $0.bar.index == msix.table.bar }
        return bar?.mmaps.map(\.range) ?? []
    }
}
