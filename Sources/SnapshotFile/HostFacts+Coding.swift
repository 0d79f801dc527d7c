public import PCISnapshot

extension HostFacts: Codable {
    private enum Key: String, CodingKey {
        case pageSize
        case kernel
        case machine
        case complete
        case neighbours
        case neighboursKnown
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
            neighbours: try keys.present([Neighbour].self, .neighbours) ?? [],
            neighboursKnown: try keys.present(Bool.self, .neighboursKnown) ?? false)
    }

    /// Writes the `host` object.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(pageSize, forKey: .pageSize)
        try keys.encodeIfPresent(kernel, forKey: .kernel)
        try keys.encodeIfPresent(machine, forKey: .machine)
        try keys.encode(complete, forKey: .complete)
        if !neighbours.isEmpty { try keys.encode(neighbours, forKey: .neighbours) }
        if neighboursKnown { try keys.encode(neighboursKnown, forKey: .neighboursKnown) }
    }
}

extension Neighbour: Codable {
    private enum Key: String, CodingKey {
        case address
        case resources
        case faults
    }

    /// Reads one entry of `host.neighbours`.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        self.init(
            address: try keys.address(.address),
            resources: try keys.decode([ResourceRecord].self, forKey: .resources),
            faults: try keys.present([Fault].self, .faults) ?? [])
        if let fault = faults.first(where: { $0.part != .resources }) {
            throw keys.problem(.faults, "expected resources, found \(fault.part.rawValue)")
        }
    }

    /// Writes one entry of `host.neighbours`.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(address.description, forKey: .address)
        try keys.encode(resources, forKey: .resources)
        if !faults.isEmpty { try keys.encode(faults, forKey: .faults) }
    }
}
