public import PCISnapshot

/// All assigned memory of a machine, to answer who shares a BAR's page or its addresses.
public struct Neighborhood: Sendable {
    /// Who shares a small BAR's page.
    let pages: PageNeighbors
    private var taken: [ByteRange] = []
    private var takenTwice: [ByteRange] = []
    private var vfStarts: [UInt64] = []
    private var vfEnds: [UInt64] = []
    private var vfRanges: [BusAddress: [ByteRange]] = [:]

    /// The memory resources of a machine's functions.
    ///
    /// Bridge windows are left out: they hold their neighbors, they are none. The ranges of a
    /// PF's VF BARs (resources 7-12) hold the VFs' own BARs and are kept apart for that.
    public init(_ machine: Machine) {
        pages = PageNeighbors(machine)
        var ordinary: [ByteRange] = []
        for (owner, resource) in machine.claims {
            let range = ByteRange(start: resource.start, count: resource.size)
            if resource.index <= 6 {
                ordinary.append(range)
            } else {
                vfRanges[owner, default: []].append(range)
            }
        }
        taken = Self.covered(ordinary, times: 1)
        takenTwice = Self.covered(ordinary, times: 2)
        vfStarts = vfRanges.values.joined().map(\.start).sorted()
        vfEnds = vfRanges.values.joined().map(\.end).sorted()
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
    private static func covered(_ claims: [ByteRange], times: Int) -> [ByteRange] {
        let known = claims.filter { $0.start != 0 }
        let edges =
            known.map { (place: $0.start, step: 1) } + known.map { (place: $0.end, step: -1) }
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
