import PCISnapshot

/// One BAR of every virtual function of a PF.
public struct VirtualFunctionBAR: Equatable, Sendable {
    /// The slot in each VF, 0 to 5.
    public let index: Int
    /// The first VF's, with the size of one VF's.
    public let base: BAR

    /// The VF BAR in a PF's resource 7 to 12, whose size is that of all VFs together.
    ///
    /// Source: `sriov_init()` in drivers/pci/iov.c. Nil when the total does not divide.
    init?(_ resource: ResourceRecord, totalVFs: Int) {
        guard (7...12).contains(resource.index), totalVFs > 0,
            resource.size.isMultiple(of: UInt64(totalVFs)),
            let one = ResourceRecord(
                index: resource.index - 7, start: resource.start,
                size: resource.size / UInt64(totalVFs), flags: resource.flags),
            let base = BAR(one)
        else { return nil }
        index = base.index
        self.base = base
    }
}
