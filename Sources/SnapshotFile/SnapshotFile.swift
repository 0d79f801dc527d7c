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
        do {
            return try Document(bytes).machine()
        } catch {
            throw .malformed("\(name): \(error)")
        }
    }

    /// Whether bytes can be a piece of a file's text.
    ///
    /// It starts with a brace, and holds no control characters but those between its words. Asked
    /// while a file is read that may be no snapshot, and may never end.
    ///
    /// - Parameters:
    ///   - piece: the bytes.
    ///   - start: where in the file they are.
    public static func isPossible(_ piece: ArraySlice<UInt8>, at start: Int) -> Bool {
        let space: [UInt8] = [0x20, 0x09, 0x0a, 0x0d]
        guard piece.allSatisfy({ $0 >= 0x20 || space.contains($0) }) else { return false }
        guard start == 0, let first = piece.first(where: { !space.contains($0) }) else {
            return true
        }
        return first == UInt8(ascii: "{")
    }

    /// The text of one key's value, for those who keep something of their own beside a snapshot.
    ///
    /// - Returns: nil when there is no such key.
    /// - Throws: `SourceFailure.malformed` when the file is no JSON object.
    public static func text(of key: String, in bytes: [UInt8], name: String)
        throws(SourceFailure) -> [UInt8]?
    {
        do {
            return try JSONOutline(bytes).members()[key].map { Array(bytes[$0]) }
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
            return ascii(Array(try encoder.encode(value)))
        } catch {
            // These values hold strings, integers and booleans: nothing that JSON cannot say.
            preconditionFailure("a snapshot value is not JSON: \(error)")
        }
    }

    /// The same JSON in printable ASCII: a driver's name in it may be a stranger's word, and the
    /// file may be shown on a terminal, which obeys more than the characters that JSON escapes.
    private static func ascii(_ json: [UInt8]) -> [UInt8] {
        if json.allSatisfy({ (0x20..<0x7f).contains($0) }) { return json }
        return String(decoding: json, as: UTF8.self).utf16.reduce(into: []) { bytes, unit in
            if (0x20..<0x7f).contains(unit) {
                bytes.append(UInt8(unit))
            } else {
                bytes += ("\\u" + Hex.digits(unit, width: 4)).utf8
            }
        }
    }
}
