public import PCISnapshot

extension ResourceRecord: Codable {
    private enum Key: String, CodingKey {
        case index
        case start
        case size
        case flags
    }

    /// Reads one entry of `resources`; a start that is left out is 0.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        let index = try keys.integer(.index, in: 0...16)
        let size = try keys.hex(.size, max: 1 << 63)
        let record = Self(
            index: index, start: try keys.hexIfPresent(.start) ?? 0, size: size,
            flags: ResourceFlags(rawValue: try keys.hex(.flags)))
        guard let record else {
            throw keys.problem(.size, "expected a range inside the 64-bit address space")
        }
        self = record
    }

    /// Writes one entry of `resources`.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(index, forKey: .index)
        try keys.hex(start, .start)
        try keys.hex(size, .size)
        try keys.hex(flags.rawValue, .flags)
    }
}
