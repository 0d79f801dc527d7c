public import PCISnapshot

extension ReadError: Codable {
    private enum Key: String, CodingKey {
        case part
        case reason
        case text
    }

    /// Reads one entry of `faults`.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        guard let part = Part(rawValue: try keys.decode(String.self, forKey: .part)) else {
            throw keys.problem(.part, "expected identity, config or resources")
        }
        guard let reason = Reason(rawValue: try keys.decode(String.self, forKey: .reason)) else {
            throw keys.problem(.reason, "expected asleep, denied, malformed or failed")
        }
        self.init(part, reason, try keys.present(String.self, .text) ?? "")
    }

    /// Writes one entry of `faults`.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(part.rawValue, forKey: .part)
        try keys.encode(reason.rawValue, forKey: .reason)
        try keys.encode(text, forKey: .text)
    }
}
