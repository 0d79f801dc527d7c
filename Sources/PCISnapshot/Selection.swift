extension Machine {
    /// Whether all memory in the pages of its BARs is known: of every function of the machine,
    /// or of all that are near.
    ///
    /// A function whose resources nobody could read may be anywhere.
    public var knowsNeighbours: Bool {
        (host.complete || host.neighboursKnown)
            && !devices.contains { $0.faults.contains { $0.part == .resources } }
    }

    /// The machine cut down to some of its functions, without losing who their neighbours are.
    ///
    /// Other functions' memory in the 64 KiB pages of the chosen BARs goes to `host.neighbours`.
    ///
    /// - Parameter chosen: indexes into `devices`, ascending.
    public func selecting(_ chosen: [Int]) -> Machine {
        if chosen.count == devices.count { return self }
        var host = self.host
        let kept = Set(chosen)
        let pages = SharedPages(chosen.map { devices[$0] })
        var neighbours = host.neighbours
        for (index, device) in devices.enumerated() where !kept.contains(index) {
            neighbours.append(
                Neighbour(address: device.address, resources: device.claimedMemory))
        }
        host.neighbours = neighbours.compactMap { neighbour in
            let near = neighbour.resources.claimedMemory.filter(pages.touch)
            return near.isEmpty ? nil : Neighbour(address: neighbour.address, resources: near)
        }
        host.neighboursKnown = knowsNeighbours
        host.complete = false
        return Machine(host: host, devices: chosen.map { devices[$0] })
    }
}

extension DeviceSnapshot {
    /// The function's assigned memory; without a bridge's windows, which hold their neighbours.
    public var claimedMemory: [ResourceRecord] {
        resources.claimedMemory.filter { $0.index <= (identity.isBridge ? 6 : 12) }
    }
}

extension [ResourceRecord] {
    /// Those that are memory and have an address.
    public var claimedMemory: [ResourceRecord] {
        filter { $0.size > 0 && $0.flags.contains(.memory) && !$0.flags.contains(.unset) }
    }
}

/// The 64 KiB pages, the largest of any host, that hold some function's small BARs.
private struct SharedPages {
    private static let shift: UInt64 = 16
    private let pages: Set<UInt64>

    /// A record's last byte is inside the address space, and claimed memory is not empty.
    init(_ devices: [DeviceSnapshot]) {
        pages = devices.reduce(into: []) { pages, device in
            for resource in device.claimedMemory where resource.size < 1 << Self.shift {
                pages.insert(resource.start >> Self.shift)
                pages.insert((resource.start + (resource.size - 1)) >> Self.shift)
            }
        }
    }

    /// Whether a resource has bytes in one of the pages; huge ones are asked about per page.
    func touch(_ resource: ResourceRecord) -> Bool {
        let first = resource.start >> Self.shift
        let last = (resource.start + (resource.size - 1)) >> Self.shift
        if last - first < UInt64(pages.count) {
            return (first...last).contains(where: pages.contains)
        }
        return pages.contains { (first...last).contains($0) }
    }
}
