import FoundationEssentials
public import PCISnapshot

/// The file form of a machine's snapshot: JSON, schema `vfio-probe/snapshot/1`.
///
/// Numbers that pass 2^53 are hexadecimal strings. Unknown keys are ignored, an unknown schema
/// is refused. Reads and writes bytes only; opening files is the caller's.
public enum SnapshotFile {
    /// The schema that is written, and the only one that is read.
    public static let schema = "vfio-probe/snapshot/1"

    /// The machine in a file's bytes.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - name: what to call the file in messages.
    /// - Throws: `SourceFailure.malformed`, naming the file, the place and what was expected.
    public static func decode(_ bytes: consuming [UInt8], name: String) throws(SourceFailure)
        -> Machine
    {
        // The library takes its own form of bytes; ours go, so that a large file is there once.
        let data = Data(consume bytes)
        do {
            let document = try JSONDecoder().decode(Document.self, from: data)
            try document.refuseTwins()
            return document.machine
        } catch let error as DecodingError {
            throw .malformed("\(name): \(DecodingProblem(error, in: Array(data)))")
        } catch {
            throw .malformed("\(name): \(error)")
        }
    }

    /// The file for a machine, handed out piece by piece so that memory stays at one device.
    public static func encode<Failure: Error>(
        _ host: HostFacts, deviceCount: Int,
        device: (Int) throws(Failure) -> DeviceSnapshot, write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        try write(Array("{\"schema\":\"\(schema)\",\"host\":".utf8) + json(host))
        try write(Array(",\"devices\":[\n".utf8))
        for index in 0..<deviceCount {
            let separator = index + 1 < deviceCount ? ",\n" : "\n"
            try write(json(try device(index)) + Array(separator.utf8))
        }
        try write(Array("]}\n".utf8))
    }

    private static func json(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value))
        } catch {
            // These values hold strings, integers and booleans: nothing that JSON cannot say.
            preconditionFailure("a snapshot value is not JSON: \(error)")
        }
    }
}

struct Document: Decodable {
    var machine: Machine

    enum Key: String, CodingKey {
        case schema
        case host
        case devices
    }

    init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        let schema = try keys.decode(String.self, forKey: .schema)
        guard schema == SnapshotFile.schema else {
            throw keys.problem(.schema, "expected \"\(SnapshotFile.schema)\"")
        }
        machine = Machine(
            host: try keys.present(HostFacts.self, .host) ?? HostFacts(),
            devices: try keys.decode([DeviceSnapshot].self, forKey: .devices))
    }

    /// An address twice would make "this device" ambiguous for every later stage.
    func refuseTwins() throws(SourceFailure) {
        var seen: Set<BusAddress> = []
        for (index, device) in machine.devices.enumerated()
        where !seen.insert(device.address).inserted {
            throw .malformed("devices[\(index)].address: \(device.address) appears twice")
        }
    }
}
