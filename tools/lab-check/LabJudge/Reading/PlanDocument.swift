import PCISnapshot
import Rendering
import SnapshotFile

/// A document of `recommend --json` or `probe --json`, one function of it at a time.
struct PlanDocument {
    private let file: String
    private let bytes: [UInt8]
    private let outline: JSONOutline
    /// The functions of the first page size's plan, as ranges of the text.
    private let devices: [Range<Int>]

    init(_ results: any ResultFiles, _ file: String) throws(Unreadable) {
        self.file = file
        bytes = try results.bytes(file)
        outline = JSONOutline(bytes)
        devices = try Self.reading(file) { [bytes, outline] () throws(DocumentError) in
            let members = try outline.members()
            let schema = try Self.member("schema", of: members, "")
            guard bytes[schema].elementsEqual("\"\(PlanJSON.schema)\"".utf8) else {
                throw DocumentError("schema: expected \"\(PlanJSON.schema)\"")
            }
            let plans = try outline.elements(
                of: try Self.member("plans", of: members, ""), "plans")
            guard let plan = plans.first else { throw DocumentError("plans: expected one") }
            let planned = try Self.member(
                "devices", of: try outline.members(of: plan, "plans[0]"), "plans[0].")
            return try outline.elements(of: planned, "plans[0].devices")
        }
    }

    /// One function of the document.
    ///
    /// - Throws: also where the document does not have it.
    func device(_ address: BusAddress) throws(Unreadable) -> Entry {
        try Self.reading(file) { () throws(DocumentError) in
            for (index, range) in devices.enumerated() {
                let path = "plans[0].devices[\(index)]"
                let members = try outline.members(of: range, path)
                let named = try Self.member("address", of: members, path + ".")
                guard bytes[named].elementsEqual("\"\(address)\"".utf8) else { continue }
                return Entry(file: file, path: path, bytes: bytes, range: range, members: members)
            }
            throw DocumentError("plans[0].devices: \(address) expected, but missing")
        }
    }

    private static func member(_ key: String, of members: [String: Range<Int>], _ path: String)
        throws(DocumentError) -> Range<Int>
    {
        guard let range = members[key] else {
            throw DocumentError("\(path)\(key): expected, but missing")
        }
        return range
    }

    private static func reading<Value>(_ file: String, _ body: () throws(DocumentError) -> Value)
        throws(Unreadable) -> Value
    {
        do {
            return try body()
        } catch {
            throw Unreadable(file, "\(error)")
        }
    }
}
