public import PCISnapshot

extension MemoryClaim: Codable {
    private enum Key: String, CodingKey {
        case bar
        case holder
    }

    /// Reads one entry of `claims`.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        self.init(
            bar: try keys.integer(.bar, in: 0...5),
            holder: try keys.decode(String.self, forKey: .holder))
    }

    /// Writes one entry of `claims`.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(bar, forKey: .bar)
        try keys.encode(holder, forKey: .holder)
    }
}
