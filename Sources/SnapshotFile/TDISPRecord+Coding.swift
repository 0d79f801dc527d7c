public import PCISnapshot

extension TDISPRecord: Codable {
    private enum Key: String, CodingKey {
        case report
        case mmioReportingOffset
        case placement
        case unit
    }

    /// Reads the `tdisp` object.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        self.init(
            report: try keys.dumpIfPresent(.report),
            mmioReportingOffset: try keys.signedHexIfPresent(.mmioReportingOffset),
            placement: try keys.word(.placement, of: ["auto", "known", "bar-align", "relative"]),
            unit: try keys.word(.unit, of: ["auto", "page", "address"]))
    }

    /// Writes the `tdisp` object.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encodeIfPresent(report.map(Hex.dump), forKey: .report)
        try keys.encodeIfPresent(
            mmioReportingOffset.map(Hex.signed), forKey: .mmioReportingOffset)
        try keys.encodeIfPresent(placement, forKey: .placement)
        try keys.encodeIfPresent(unit, forKey: .unit)
    }
}

extension TSMRecord: Codable {
    private enum Key: String, CodingKey {
        case connect
        case bound
        case dsm
    }

    /// Reads the `tsm` object.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        self.init(
            connect: try keys.present(String.self, .connect),
            bound: try keys.present(String.self, .bound),
            dsm: try keys.present(String.self, .dsm))
    }

    /// Writes the `tsm` object.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encodeIfPresent(connect, forKey: .connect)
        try keys.encodeIfPresent(bound, forKey: .bound)
        try keys.encodeIfPresent(dsm, forKey: .dsm)
    }
}

extension KeyedDecodingContainer {
    fileprivate func signedHexIfPresent(_ key: Key) throws -> Int64? {
        guard let text = try present(String.self, key) else { return nil }
        guard let value = Hex.parseSigned(text) else {
            throw problem(key, "expected a signed hexadecimal string such as \"-0x10000000\"")
        }
        return value
    }

    fileprivate func word(_ key: Key, of words: [String]) throws -> String? {
        guard let word = try present(String.self, key) else { return nil }
        guard words.contains(word) else {
            throw problem(key, "expected \(words.joined(separator: ", "))")
        }
        return word
    }
}
