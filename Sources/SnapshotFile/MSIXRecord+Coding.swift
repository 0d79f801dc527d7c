public import PCISnapshot

extension MSIXRecord: Codable {
    private enum Key: String, CodingKey {
        case entries
        case table
        case pba
    }

    /// Reads the `msix` object.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        self.init(
            entries: try keys.integer(.entries, in: 1...2048),
            table: try keys.decode(Location.self, forKey: .table),
            pba: try keys.decode(Location.self, forKey: .pba))
    }

    /// Writes the `msix` object.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(entries, forKey: .entries)
        try keys.encode(table, forKey: .table)
        try keys.encode(pba, forKey: .pba)
    }
}

extension MSIXRecord.Location: Codable {
    private enum Key: String, CodingKey {
        case bar
        case offset
    }

    /// Reads a place; the capability has three bits for the BAR and 32 for the offset.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        self.init(
            bar: try keys.integer(.bar, in: 0...7),
            offset: try keys.hex(.offset, max: 0xffff_fff8))
        guard offset.isMultiple(of: 8) else {
            throw keys.problem(.offset, "expected a multiple of 8")
        }
    }

    /// Writes a place.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(bar, forKey: .bar)
        try keys.hex(offset, .offset)
    }
}
