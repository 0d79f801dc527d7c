/// All assigned memory of a machine's functions, to answer who shares a small BAR's page.
///
/// Made once for all devices, and asked by bisection. Addresses are those of first and last bytes:
/// what lies behind the last byte of the address space has no number.
public struct PageNeighbors: Sendable {
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

    private struct Claim {
        let first: UInt64
        let last: UInt64
        let owner: BusAddress

        init(_ resource: ResourceRecord, _ owner: BusAddress) {
            first = resource.start
            // A resource is not empty here, and ends inside the address space.
            last = resource.start + (resource.size - 1)
            self.owner = owner
        }
    }

    private let complete: Bool
    private let unread: BusAddress?
    /// By place; then by owner, so that whom an answer names does not depend on the list.
    private let ordinary: [Claim]
    /// For each of them the one up to it that reaches farthest.
    private let farthest: [Int]
    /// The ranges of PFs for VF BARs, ascending.
    private let virtualFunctionRanges: [Claim]

    /// The memory resources of a machine's functions.
    ///
    /// Bridge windows are left out: they hold their neighbors, they are none. The ranges of a
    /// PF's VF BARs (resources 7-12) hold the VFs' own BARs and are kept apart for that.
    public init(_ machine: Machine) {
        complete = machine.knowsNeighbors
        unread = machine.unreadNeighbor
        var ordinary: [Claim] = []
        var ranges: [Claim] = []
        for (owner, resource) in machine.claims {
            let claim = Claim(resource, owner)
            if resource.index <= 6 { ordinary.append(claim) } else { ranges.append(claim) }
        }
        let inOrder = { (left: Claim, right: Claim) in
            (left.first, left.last, left.owner) < (right.first, right.last, right.owner)
        }
        ordinary.sort(by: inOrder)
        ranges.sort(by: inOrder)
        var farthest: [Int] = []
        farthest.reserveCapacity(ordinary.count)
        for index in ordinary.indices {
            let before = farthest.last ?? index
            farthest.append(ordinary[index].last > ordinary[before].last ? index : before)
        }
        self.ordinary = ordinary
        self.farthest = farthest
        virtualFunctionRanges = ranges
    }

    /// Who lies between the end of a BAR and the end of the page that it starts.
    ///
    /// - Parameters:
    ///   - page: bytes of a page, a power of two.
    ///   - start: the BAR's first address, which starts a page.
    ///   - size: bytes of the BAR, at least one and less than a page.
    public func rest(ofPage page: UInt64, behind start: UInt64, size: UInt64) -> Answer {
        let last = start + (size - 1)
        let pageEnd = start | (page - 1)
        // Of all claims that start before the page's end, the one that reaches farthest.
        if let index = Self.last(of: ordinary, upTo: pageEnd) {
            let claim = ordinary[farthest[index]]
            if claim.last > last { return .taken(by: claim.owner) }
        }
        // A range that holds the whole BAR is the one that a virtual function's BAR comes from.
        if let index = Self.last(of: virtualFunctionRanges, upTo: pageEnd) {
            let claim = virtualFunctionRanges[index]
            if claim.first > start { return .taken(by: claim.owner) }
        }
        if let unread { return .unread(unread) }
        return complete ? .free : .unknown
    }

    /// The last claim that starts at an address or before it, by bisection.
    private static func last(of claims: [Claim], upTo address: UInt64) -> Int? {
        var low = 0
        var high = claims.count
        while low < high {
            let middle = (low + high) / 2
            if claims[middle].first <= address { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }
}

extension Machine {
    /// The assigned memory of all its functions, and of those beside it, with the owners.
    public var claims: [(owner: BusAddress, resource: ResourceRecord)] {
        let own = devices.flatMap { device in
            device.claimedMemory.map { (owner: device.address, resource: $0) }
        }
        let others = host.neighbors.flatMap { neighbor in
            neighbor.resources.claimedMemory.map { (owner: neighbor.address, resource: $0) }
        }
        return own + others
    }
}
