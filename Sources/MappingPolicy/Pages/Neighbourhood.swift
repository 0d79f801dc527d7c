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
    private var taken: [ByteRange] = []
    private var takenTwice: [ByteRange] = []
    private var vfStarts: [UInt64] = []
    private var vfEnds: [UInt64] = []
    private var vfRanges: [BusAddress: [ByteRange]] = [:]

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
        taken = Self.covered(ordinary, times: 1)
        takenTwice = Self.covered(ordinary, times: 2)
        vfStarts = virtualFunctionRanges.map(\.range.start)
        vfEnds = virtualFunctionRanges.map(\.range.end).sorted()
        vfRanges = Dictionary(grouping: virtualFunctionRanges, by: \.owner)
            .mapValues { $0.map(\.range) }
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

    /// Which bytes of a BAR are at addresses that another resource has as well, of any function.
    ///
    /// A virtual function's BAR lies inside its PF's range for them, and that is no contradiction.
    /// Costs as much as there are answers, however many resources lie at one address.
    ///
    /// - Parameters:
    ///   - place: the BAR's addresses, by the kernel's resource list; they do not start at 0.
    ///   - rest: what it has behind them, by its live size.
    ///   - owner: its function.
    /// - Returns: addresses, ascending by their start.
    func contested(_ place: ByteRange, rest: ByteRange, _ owner: BusAddress) -> [ByteRange] {
        let whole = ByteRange(place.start, rest.end)
        let isCut = [vfStarts, vfEnds].contains { edges in
            let next = bisect(edges) { $0 > whole.start }
            return next < edges.count && edges[next] < whole.end
        }
        let isOwn = vfRanges[owner, default: []].contains { $0.overlaps(whole) }
        if isCut || isOwn { return [whole] }
        let behind = Self.parts(of: rest, in: taken).isEmpty ? [] : [rest]
        return Self.parts(of: place, in: takenTwice) + behind
    }

    private static func parts(of range: ByteRange, in ranges: [ByteRange]) -> [ByteRange] {
        let first = bisect(ranges) { $0.end > range.start }
        return ranges[first...].prefix { $0.start < range.end }.map { $0.intersection(range) }
            .filter { !$0.isEmpty }
    }

    /// Addresses that at least so many claims have, ascending and disjoint.
    ///
    /// Nobody's address is 0: it stands for one that was not told.
    private static func covered(_ claims: [Claim], times: Int) -> [ByteRange] {
        let known = claims.filter { $0.range.start != 0 }
        let edges =
            known.map { (place: $0.range.start, step: 1) }
            + known.map { (place: $0.range.end, step: -1) }
        var result: [ByteRange] = []
        var depth = 0
        var start: UInt64 = 0
        for edge in edges.sorted(by: { ($0.place, $1.step) < ($1.place, $0.step) }) {
            if depth == times - 1, edge.step == 1 { start = edge.place }
            if depth == times, edge.step == -1 { result.append(ByteRange(start, edge.place)) }
            depth += edge.step
        }
        return result
    }

    /// The last claim that starts before an address, by bisection; claims are sorted.
    private static func last(of claims: [Claim], before address: UInt64) -> Int? {
        var low = 0
        var high = claims.count
        while low < high {
            let middle = (low + high) / 2
            // A range that is cut where 64 bits end has one byte more than it says.
            let isBefore = claims[middle].range.start < address || address == .max
            if isBefore { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }
}

/// The first index at which a condition holds that holds for all behind it.
private func bisect<Value>(_ values: [Value], _ holds: (Value) -> Bool) -> Int {
    var low = 0
    var high = values.count
    while low < high {
        let middle = (low + high) / 2
        if holds(values[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
}
