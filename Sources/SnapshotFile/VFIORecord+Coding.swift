public import PCISnapshot

extension VFIORecord: Codable {
    private enum Key: String, CodingKey {
        case backend
        case regions
        case irqs
        case features
    }

    /// Reads the `vfio` object.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        self.init(
            backend: try keys.present(String.self, .backend),
            regions: try keys.present([Region].self, .regions) ?? [],
            irqs: try keys.present([IRQ].self, .irqs) ?? [],
            features: try keys.present([Feature].self, .features) ?? [])
        if Set(regions.map(\.index)).count != regions.count {
            throw keys.problem(.regions, "expected each index once")
        }
    }

    /// Writes the `vfio` object.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encodeIfPresent(backend, forKey: .backend)
        try keys.encode(regions, forKey: .regions)
        if !irqs.isEmpty { try keys.encode(irqs, forKey: .irqs) }
        if !features.isEmpty { try keys.encode(features, forKey: .features) }
    }
}

extension VFIORecord.Region: Codable {
    private enum Key: String, CodingKey {
        case index
        case info
    }

    /// Reads one entry of `vfio.regions`: bytes, or the words that bytes are built from.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        let index = try keys.integer(.index, in: 0...255)
        if let info = try keys.dumpIfPresent(.info) {
            self.init(index: index, info: info)
        } else {
            let words = try RegionDescription(from: decoder)
            self.init(index: index, info: words.reply(index: index))
        }
        if info.count > Self.largestInfo {
            throw keys.problem(.info, "expected a reply of at most \(Self.largestInfo) bytes")
        }
    }

    /// Writes one entry of `vfio.regions`, always as bytes.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(index, forKey: .index)
        try keys.encode(Hex.dump(info), forKey: .info)
    }
}

extension VFIORecord.IRQ: Codable {
    private enum Key: String, CodingKey {
        case index
        case count
        case flags
    }

    /// Reads one entry of `vfio.irqs`.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        self.init(
            index: try keys.integer(.index, in: 0...255),
            count: try keys.integer(.count, in: 0...Int(Int32.max)),
            flags: try keys.hex(.flags, max: UInt64(UInt32.max)))
    }

    /// Writes one entry of `vfio.irqs`.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(index, forKey: .index)
        try keys.encode(count, forKey: .count)
        try keys.hex(flags, .flags)
    }
}

extension VFIORecord.Feature: Codable {
    private enum Key: String, CodingKey {
        case index
        case supported
    }

    /// Reads one entry of `vfio.features`.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        self.init(
            index: try keys.integer(.index, in: 0...0xffff),
            supported: try keys.decode(Bool.self, forKey: .supported))
    }

    /// Writes one entry of `vfio.features`.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(index, forKey: .index)
        try keys.encode(supported, forKey: .supported)
    }
}
