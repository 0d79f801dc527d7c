public import PCISnapshot

/// Whether vfio-pci lets a BAR be mapped, and what decides it.
///
/// The one prediction of it: the policy, the dry run and the mock kernel all ask here.
/// Source: `vfio_pci_probe_mmaps()`, drivers/vfio/pci/vfio_pci_core.c.
public enum MmapPermission: Equatable, Sendable {
    /// Its pages are its own.
    case granted
    /// Nobody is known to be in the rest of its page, but not every function is known.
    case grantedIfAlone
    /// Nobody is known to be in the rest of its page, but the memory of this function could not
    /// be read.
    case grantedUnless(BusAddress)
    /// It holds ports.
    case ports
    /// It has no address (IORESOURCE_UNSET): the function cannot be opened at all.
    case unassigned
    /// It is below a page and does not start one.
    case subPageUnaligned
    /// It is below a page, and this function has memory in the rest of it.
    case subPageShared(with: BusAddress)

    /// The permission for a BAR.
    ///
    /// - Parameters:
    ///   - bar: the BAR.
    ///   - page: bytes of a page, a power of two.
    ///   - neighbors: all memory of the machine.
    public init(_ bar: BAR, page: UInt64, _ neighbors: PageNeighbors) {
        guard bar.isMemory else {
            self = .ports
            return
        }
        guard bar.assigned else {
            self = .unassigned
            return
        }
        guard bar.size < page else {
            self = .granted
            return
        }
        guard bar.start & (page - 1) == 0 else {
            self = .subPageUnaligned
            return
        }
        switch neighbors.rest(ofPage: page, behind: bar.start, size: bar.size) {
        case .free: self = .granted
        case .unknown: self = .grantedIfAlone
        case .unread(let owner): self = .grantedUnless(owner)
        case .taken(let owner): self = .subPageShared(with: owner)
        }
    }

    /// Whether the kernel says yes, as far as is known: nobody is seen in its way.
    public var isGranted: Bool {
        switch self {
        case .granted, .grantedIfAlone, .grantedUnless: true
        case .ports, .unassigned, .subPageUnaligned, .subPageShared: false
        }
    }
}
