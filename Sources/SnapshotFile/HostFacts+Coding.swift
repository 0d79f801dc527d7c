public import PCISnapshot

extension HostFacts: Codable {
    private enum Key: String, CodingKey {
        case pageSize
        case kernel
        case machine
        case complete
        case neighbors = "neighbours"
        case neighborsKnown = "neighboursKnown"
    }

    /// Reads the `host` object.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        let pageSize = try keys.present(Int.self, .pageSize) ?? 4096
        guard (4096...65536).contains(pageSize), pageSize & (pageSize - 1) == 0 else {
            throw keys.problem(.pageSize, "expected a power of two from 4096 to 65536")
        }
        self.init(
            pageSize: UInt64(pageSize),
            kernel: try keys.present(String.self, .kernel),
            machine: try keys.present(String.self, .machine),
            complete: try keys.present(Bool.self, .complete) ?? false,
            neighbors: try keys.present([Neighbor].self, .neighbors) ?? [],
            neighborsKnown: try keys.present(Bool.self, .neighborsKnown) ?? false)
    }

    /// Writes the `host` object.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(pageSize, forKey: .pageSize)
        try keys.encodeIfPresent(kernel, forKey: .kernel)
        try keys.encodeIfPresent(machine, forKey: .machine)
        try keys.encode(complete, forKey: .complete)
        if !neighbors.isEmpty { try keys.encode(neighbors, forKey: .neighbors) }
        if neighborsKnown { try keys.encode(neighborsKnown, forKey: .neighborsKnown) }
    }
}

extension Neighbor: Codable {
    private enum Key: String, CodingKey {
        case address
        case resources
        case readErrors = "faults"
    }

    /// Reads one entry of `host.neighbours`.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        self.init(
            address: try keys.address(.address),
            resources: try keys.decode([ResourceRecord].self, forKey: .resources),
            readErrors: try keys.present([ReadError].self, .readErrors) ?? [])
        if let fault = readErrors.first(where: { $0.part != .resources }) {
            throw keys.problem(.readErrors, "expected resources, found \(fault.part.rawValue)")
        }
    }

    /// Writes one entry of `host.neighbours`.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(address.description, forKey: .address)
        try keys.encode(resources, forKey: .resources)
        if !readErrors.isEmpty { try keys.encode(readErrors, forKey: .readErrors) }
    }
}
