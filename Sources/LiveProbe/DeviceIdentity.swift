import PCIDecoding
import PCISnapshot

/// What tells a device from another one that comes to its address: words, nil where not known.
///
/// For finding out, not for secrecy: a serial number can be guessed from its hash.
struct DeviceIdentity: Equatable {
    /// Vendor and device, `1e0f:0025`.
    var ids: String?
    /// The same of the subsystem.
    var subsystem: String?
    /// Base class, sub-class, programming interface: `010802`.
    var classCode: String?
    /// The Device Serial Number's hash, 16 digits.
    var serial: String?

    /// Each word's name in a record.
    static var keys: [(name: String, path: WritableKeyPath<Self, String?>)] {
        [
            ("ids", \.ids), ("subsystem", \.subsystem), ("class", \.classCode),
            ("serial", \.serial),
        ]
    }

    init() {}

    /// What a snapshot tells.
    init(_ device: DeviceSnapshot) {
        if let vendor = device.identity.vendor, let id = device.identity.device {
            ids = Self.digits(UInt64(vendor), 4) + ":" + Self.digits(UInt64(id), 4)
        }
        classCode = device.identity.classCode.map { Self.digits(UInt64($0), 6) }
        guard let config = device.readConfig else { return }
        if let (vendor, id) = SubsystemIDs.read(config) {
            subsystem = Self.digits(UInt64(vendor), 4) + ":" + Self.digits(UInt64(id), 4)
        }
        serial = SerialNumber.read(config).map { Self.digits(Self.hash($0), 16) }
    }

    /// The first word that both know and that differs, as told to a person; nil when none does.
    func difference(from other: Self) -> String? {
        for (name, path) in Self.keys {
            guard let mine = self[keyPath: path], let theirs = other[keyPath: path] else {
                continue
            }
            if mine != theirs { return "\(name) \(mine), and \(theirs) now" }
        }
        return nil
    }

    /// FNV-1a, 64 bits, over the number's bytes, the lowest first.
    static func hash(_ number: UInt64) -> UInt64 {
        (0..<8).reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
            (hash ^ (number >> (8 * byte) & 0xff)) &* 0x100_0000_01b3
        }
    }

    private static func digits(_ number: UInt64, _ count: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
