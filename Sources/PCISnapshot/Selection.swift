extension Machine {
    /// Whether all memory in the pages of its BARs is known: of every function of the machine,
    /// or of all that are near.
    ///
    /// A function whose resources nobody could read may be anywhere.
    public var knowsNeighbors: Bool {
        (host.complete || host.neighborsKnown) && unreadNeighbor == nil
    }

    /// The first function whose resources nobody could read, of the list or beside it.
    public var unreadNeighbor: BusAddress? {
        let devices = devices.filter { !$0.resourceFaults.isEmpty }.map(\.address)
        let neighbors = host.neighbors.filter { !$0.readErrors.isEmpty }.map(\.address)
        return (devices + neighbors).min()
    }

    /// The machine cut down to some of its functions, without losing who their neighbors are.
    ///
    /// Other functions' memory in the 64 KiB pages of the chosen BARs, or over them, goes to
    /// `host.neighbours`, and so does that the memory of one could not be read.
    ///
    /// - Parameter chosen: indexes into `devices`, ascending.
    public func selecting(_ chosen: [Int]) -> Machine {
        if chosen.count == devices.count { return self }
        var host = self.host
        let kept = Set(chosen)
        let reach = Reach(chosen.map { devices[$0] })
        var neighbors = host.neighbors
        for (index, device) in devices.enumerated() where !kept.contains(index) {
            neighbors.append(
                Neighbor(
                    address: device.address, resources: device.claimedMemory,
                    readErrors: device.resourceFaults))
        }
        host.neighbors = neighbors.compactMap { neighbor in
            let near = neighbor.resources.claimedMemory.filter(reach.touches)
            if near.isEmpty, neighbor.readErrors.isEmpty { return nil }
            return Neighbor(
                address: neighbor.address, resources: near, readErrors: neighbor.readErrors)
        }
        host.neighborsKnown = knowsNeighbors
        host.complete = false
        return Machine(host: host, devices: chosen.map { devices[$0] })
    }
}

extension DeviceSnapshot {
    /// The function's assigned memory; without a bridge's windows, which hold their neighbors.
    public var claimedMemory: [ResourceRecord] {
        resources.claimedMemory.filter { $0.index <= (identity.isBridge ? 6 : 12) }
    }

    /// Why its resources are not all known, empty when they are.
    var resourceFaults: [ReadError] { readErrors.filter { $0.part == .resources } }
}

extension [ResourceRecord] {
    /// Those that are memory, or may be as they are neither kind, and have an address.
    public var claimedMemory: [ResourceRecord] {
        filter { resource in
            let isPorts = resource.flags.contains(.io) && !resource.flags.contains(.memory)
            return resource.size > 0 && !isPorts && !resource.flags.contains(.unset)
        }
    }
}

/// Where memory matters to some functions: over their BARs, and in the 64 KiB pages, the largest
/// of any host, that hold small ones.
private struct Reach {
    private static let shift: UInt64 = 16
    private let pages: Set<UInt64>
    private let places: [ClosedRange<UInt64>]  // ascending, disjoint

    /// A record's last byte is inside the address space, and claimed memory is not empty.
    init(_ devices: [DeviceSnapshot]) {
        pages = devices.reduce(into: []) { pages, device in
            for resource in device.claimedMemory where resource.size < 1 << Self.shift {
                pages.insert(resource.start >> Self.shift)
                pages.insert((resource.start + (resource.size - 1)) >> Self.shift)
            }
        }
        let all = devices.flatMap { device in
            device.claimedMemory.map { resource in
                let region = device.vfio?.regions.first { $0.index == resource.index }
                let size = max(resource.size, region?.toldSize ?? 0)
                let (last, overflow) = resource.start.addingReportingOverflow(size - 1)
                return resource.start...(overflow ? .max : last)
            }
        }
        places = all.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { places, next in
            guard let last = places.last, last.upperBound >= next.lowerBound else {
                places.append(next)
                return
            }
            let end = max(last.upperBound, next.upperBound)
            places[places.count - 1] = last.lowerBound...end
        }
    }

    func touches(_ resource: ResourceRecord) -> Bool {
        sharesPage(resource) || isInPlace(resource)
    }

    /// Whether a resource has bytes over one of the BARs, by bisection.
    private func isInPlace(_ resource: ResourceRecord) -> Bool {
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle].upperBound < resource.start {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < places.count
            && places[low].lowerBound <= resource.start + (resource.size - 1)
    }

    /// Whether a resource has bytes in one of the pages; huge ones are asked about per page.
    private func sharesPage(_ resource: ResourceRecord) -> Bool {
        let first = resource.start >> Self.shift
        let last = (resource.start + (resource.size - 1)) >> Self.shift
        if last - first < UInt64(pages.count) {
            return (first...last).contains(where: pages.contains)
        }
        return pages.contains { (first...last).contains($0) }
    }
}
