import PCISnapshot

/// All memory of a simulated machine, to answer who shares a small BAR's page.
///
/// Made once for all devices, and asked by bisection. Addresses are those of first and last
/// bytes: what lies behind the last byte of the address space has no number.
struct MockNeighbours {
    /// Bytes of a page.
    let pageSize: UInt64
    /// First addresses, ascending.
    private let starts: [UInt64]
    /// The highest last address of each range and all before it.
    private let reached: [UInt64]

    init(_ machine: Machine) {
        pageSize = machine.host.pageSize
        let claims = machine.devices.flatMap(\.claimedMemory).sorted { $0.start < $1.start }
        starts = claims.map(\.start)
        var highest: UInt64 = 0
        reached = claims.map { claim in
            // A resource is not empty here, and ends inside the address space.
            highest = max(highest, claim.start + (claim.size - 1))
            return highest
        }
    }

    /// Whether a BAR below a page starts one, and nobody has memory in the rest of it
    /// (`vfio_pci_probe_mmaps()`).
    func leavePage(of bar: ResourceRecord) -> Bool {
        guard bar.start.isMultiple(of: pageSize) else { return false }
        let last = bar.start + (bar.size - 1)
        let pageEnd = bar.start | (pageSize - 1)
        // Of all ranges that start in the page or before it, none may reach behind the BAR.
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= pageEnd { low = middle + 1 } else { high = middle }
        }
        return low == 0 || reached[low - 1] <= last
    }
}
