import PCISnapshot
import Printing

/// JSON as text, written once from front to back.
///
/// Why not Foundation's encoder: it builds a tree of boxes first and sorts keys, which is most
/// of the time of a large plan, and the order of keys is the document's own here: what a reader
/// looks for comes first.
struct JSONWriter {
    /// What has been written so far, UTF-8.
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// An object, as a member of the open object when it has a key.
    mutating func object(_ key: String? = nil, _ body: (inout JSONWriter) -> Void) {
        enclose(key, "{", "}", body)
    }

    /// A list, likewise.
    mutating func list(_ key: String? = nil, _ body: (inout JSONWriter) -> Void) {
        enclose(key, "[", "]", body)
    }

    /// A string; nothing for nil.
    mutating func string(_ key: String, _ value: String?) {
        guard let value else { return }
        start(key)
        quote(value)
    }

    /// A string of a list.
    mutating func element(_ value: String) {
        start(nil)
        quote(value)
    }

    /// A number as a hexadecimal string; nothing for nil.
    mutating func hex(_ key: String, _ value: UInt64?) {
        string(key, value.map(Hex.number))
    }

    /// An integer; nothing for nil.
    mutating func integer(_ key: String, _ value: Int?) {
        guard let value else { return }
        start(key)
        bytes += "\(value)".utf8
    }

    /// True or false.
    mutating func bool(_ key: String, _ value: Bool) {
        start(key)
        bytes += (value ? "true" : "false").utf8
    }

    private mutating func enclose(
        _ key: String?, _ open: Unicode.Scalar, _ close: Unicode.Scalar,
        _ body: (inout JSONWriter) -> Void
    ) {
        start(key)
        bytes.append(UInt8(ascii: open))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: close))
        needsComma = true
    }

    private mutating func start(_ key: String?) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
        guard let key else { return }
        quote(key)
        bytes.append(UInt8(ascii: ":"))
    }

    /// RFC 8259, section 7; beyond it, what a terminal would obey is escaped as well.
    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) && $0 != 0x22 && $0 != 0x5c }) {
            bytes += text.utf8
        } else {
            for scalar in text.unicodeScalars { escape(scalar) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"", "\\": bytes += ("\\" + String(scalar)).utf8
        default: SafeJSON.append(scalar, to: &bytes)
        }
    }
}
