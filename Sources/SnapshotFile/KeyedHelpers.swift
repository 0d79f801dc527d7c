import PCISnapshot

extension KeyedDecodingContainer {
    /// An error that names this key's place.
    package func problem(_ key: Key, _ expectation: String) -> DecodingError {
        .dataCorruptedError(forKey: key, in: self, debugDescription: expectation)
    }

    /// A value, nil when its key is left out; `null` is refused, as keys are left out instead.
    package func present<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> Value? {
        contains(key) ? try decode(type, forKey: key) : nil
    }

    /// A hexadecimal string's value, within a bound.
    package func hex(_ key: Key, max: UInt64 = .max) throws -> UInt64 {
        let text = try decode(String.self, forKey: key)
        guard let value = Hex.parse(text), value <= max else {
            let bound = max == .max ? "" : " up to \(Hex.number(max))"
            throw problem(key, "expected a hexadecimal string such as \"0x1000\"\(bound)")
        }
        return value
    }

    /// The same, nil when the key is absent.
    func hexIfPresent(_ key: Key, max: UInt64 = .max) throws -> UInt64? {
        contains(key) ? try hex(key, max: max) : nil
    }

    /// A function's address.
    func address(_ key: Key) throws -> BusAddress {
        guard let address = BusAddress(try decode(String.self, forKey: key)) else {
            throw problem(key, "expected an address such as \"0000:01:00.0\"")
        }
        return address
    }

    /// An integer within bounds.
    package func integer(_ key: Key, in range: ClosedRange<Int>) throws -> Int {
        let value = try decode(Int.self, forKey: key)
        guard range.contains(value) else {
            throw problem(
                key, "expected an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// A hexadecimal dump's bytes, nil when the key is absent.
    func dumpIfPresent(_ key: Key) throws -> [UInt8]? {
        guard let text = try present(String.self, key) else { return nil }
        guard let bytes = Hex.bytes(text) else {
            throw problem(key, "expected two hexadecimal digits a byte")
        }
        return bytes
    }
}

extension KeyedEncodingContainer {
    /// Writes a number as a hexadecimal string, nothing for nil.
    mutating func hex(_ value: UInt64?, _ key: Key) throws {
        if let value { try encode(Hex.number(value), forKey: key) }
    }
}
