public import PCISnapshot

/// All assigned memory of a machine, to answer who shares a BAR's page.
///
/// The kernel maps a BAR below a page only if it can reserve the rest of the page
/// (`vfio_pci_probe_mmaps()`); it cannot where another resource lies.
public struct Neighbourhood: Sendable {
    /// The answer about the rest of a page.
    public enum Answer: Equatable, Sendable {
        /// Nothing lies there, and every function of the machine is known.
        case free
        /// A resource of this function lies there.
        case taken(by: BusAddress)
        /// Nothing is known to lie there, but not every function is known.
        case unknown
        /// Nothing is known to lie there, but the memory of this function could not be read.
        case unread(BusAddress)
    }

    private struct Claim: Comparable {
        var range: ByteRange
        var owner: BusAddress
        var farthest = 0  // index of the claim up to this one that reaches farthest

        /// By place; then by owner, so that whom an answer names does not depend on the list.
        static func < (left: Self, right: Self) -> Bool {
            (left.range.start, left.range.end, left.owner)
                < (right.range.start, right.range.end, right.owner)
        }
    }

    private let complete: Bool
    private let unread: BusAddress?
    private var ordinary: [Claim] = []
    private var virtualFunctionRanges: [Claim] = []

    /// The memory resources of a machine's functions.
    ///
    /// Bridge windows are left out: they hold their neighbours, they are none. The ranges of a
    /// PF's VF BARs (resources 7-12) hold the VFs' own BARs and are kept apart for that.
    public init(_ machine: Machine) {
        complete = machine.knowsNeighbours
        unread = machine.unreadNeighbour
        for device in machine.devices {
            add(device.claimedMemory, of: device.address)
        }
        for neighbour in machine.host.neighbours {
            add(neighbour.resources.claimedMemory, of: neighbour.address)
        }
        virtualFunctionRanges.sort()
        ordinary.sort()
        for index in ordinary.indices.dropFirst() {
            let before = ordinary[index - 1].farthest
            let reachesFarther = ordinary[index].range.end > ordinary[before].range.end
            ordinary[index].farthest = reachesFarther ? index : before
        }
    }

    private mutating func add(_ resources: [ResourceRecord], of owner: BusAddress) {
        for resource in resources {
            let claim = Claim(
                range: ByteRange(start: resource.start, count: resource.size), owner: owner)
            if resource.index <= 6 {
                ordinary.append(claim)
            } else {
                virtualFunctionRanges.append(claim)
            }
        }
    }

    /// Who lies between the end of a BAR and the end of the page that it starts.
    ///
    /// - Parameters:
    ///   - bar: the BAR's addresses.
    ///   - page: the page size; the BAR starts a page and is smaller.
    func rest(ofPage page: PageSize, behind bar: ByteRange) -> Answer {
        let rest = ByteRange(bar.end, ByteRange(start: bar.start, count: page.bytes).end)
        // Of all claims that start before the page's end, the one that reaches farthest.
        if let last = Self.last(of: ordinary, before: rest.end) {
            let farthest = ordinary[ordinary[last].farthest]
            if farthest.range.end > rest.start { return .taken(by: farthest.owner) }
        }
        // A range that holds the whole BAR is the one that a virtual function's BAR comes from.
        if let last = Self.last(of: virtualFunctionRanges, before: rest.end) {
            let claim = virtualFunctionRanges[last]
            if claim.range.start > bar.start { return .taken(by: claim.owner) }
        }
        if let unread { return .unread(unread) }
        return complete ? .free : .unknown
    }

    /// The last claim that starts before an address, by bisection; claims are sorted.
    private static func last(of claims: [Claim], before address: UInt64) -> Int? {
        var low = 0
        var high = claims.count
        while low < high {
            let middle = (low + high) / 2
            if claims[middle].range.start < address { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }
}
