import FoundationEssentials
import PCISnapshot

/// A snapshot file's text, decoded one function at a time.
struct Document {
    private let bytes: [UInt8]
    private let outline: JSONOutline

    /// More text than any function has: 4 KiB of configuration space, a reply of 16 KiB for each
    /// BAR and a report of 64 KiB are half of it, as hexadecimal digits.
    private static let largestPart = 1 << 19
    /// As much of a list as is decoded at once.
    private static let usualPart = 1 << 16

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        outline = JSONOutline(bytes)
    }

    /// The machine that the text describes.
    func machine() throws(DocumentError) -> Machine {
        let members = try outline.members()
        let named = bytes[try required("schema", in: members)]
        let schema = try decode(String.self, try bound(named, "schema"), "schema")
        guard schema == SnapshotFile.schema else {
            throw DocumentError("schema: expected \"\(SnapshotFile.schema)\"")
        }
        let host = try members["host"].map { (range) throws(DocumentError) in try self.host(range) }
        let devices = try list(
            DeviceSnapshot.self, try required("devices", in: members), "devices")
        try refuseTwins(devices)
        return Machine(host: host ?? HostFacts(), devices: devices)
    }

    private func required(_ key: String, in members: [String: Range<Int>])
        throws(DocumentError) -> Range<Int>
    {
        guard let range = members[key] else {
            throw DocumentError("\(key): expected, but missing")
        }
        return range
    }

    /// The host's facts; its neighbors may be as many as the devices and are decoded like them.
    private func host(_ range: Range<Int>) throws(DocumentError) -> HostFacts {
        let members = try outline.members(of: range, "host")
        guard let neighbors = members["neighbours"] else {
            return try decode(HostFacts.self, try bound(bytes[range], "host"), "host")
        }
        let bare =
            bytes[range.lowerBound..<neighbors.lowerBound] + Array("[]".utf8)
            + bytes[neighbors.upperBound..<range.upperBound]
        var facts = try decode(HostFacts.self, try bound(bare, "host"), "host")
        facts.neighbors = try list(Neighbor.self, neighbors, "host.neighbours")
        return facts
    }

    /// The values of a list, some at a time: each call of the library costs as much as a small
    /// function, and needs many times the text that it is given.
    private func list<Value: Decodable>(
        _ type: Value.Type, _ range: Range<Int>, _ path: String
    ) throws(DocumentError) -> [Value] {
        let elements = try outline.elements(of: range, path)
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        while values.count < elements.count {
            let rest = elements[values.count...]
            let start = rest[rest.startIndex].lowerBound
            let several = rest.prefix { $0.upperBound - start <= Self.usualPart }
            let end = (several.last ?? rest[rest.startIndex]).upperBound
            let text = try bound(bytes[start..<end], "\(path)[\(values.count)]")
            let list = [UInt8(ascii: "[")] + text + [UInt8(ascii: "]")]
            values += try decode([Value].self, list[...], path, from: values.count)
        }
        return values
    }

    /// - Parameter first: for a part of a list, the index of its first element.
    private func decode<Value: Decodable>(
        _ type: Value.Type, _ text: ArraySlice<UInt8>, _ path: String, from first: Int = 0
    ) throws(DocumentError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text))
        } catch let error as DecodingError {
            throw DocumentError(error, in: path, from: first)
        } catch {
            throw DocumentError("\(path): \(error)")
        }
    }

    private func bound(_ text: ArraySlice<UInt8>, _ path: String) throws(DocumentError)
        -> ArraySlice<UInt8>
    {
        if text.count <= Self.largestPart { return text }
        throw DocumentError("\(path): expected at most \(Self.largestPart) bytes of text")
    }

    /// An address twice would make "this device" ambiguous for every later stage.
    private func refuseTwins(_ devices: [DeviceSnapshot]) throws(DocumentError) {
        var seen: Set<BusAddress> = []
        for (index, device) in devices.enumerated()
        where !seen.insert(device.address).inserted {
            throw DocumentError("devices[\(index)].address: \(device.address) appears twice")
        }
    }
}
