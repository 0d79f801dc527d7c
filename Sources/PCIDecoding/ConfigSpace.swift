import PCISnapshot

/// Configuration space's common header (PCI Local Bus 3.0, 6.1).
struct ConfigSpace {
    let reader: ByteReader

    init(_ bytes: [UInt8]) { reader = ByteReader(bytes) }

    init(_ bytes: PartialBytes) { reader = ByteReader(bytes) }

    /// A standard capability does not reach into extended space.
    var standardReader: ByteReader { reader.prefix(0x100) }

    /// Status bit 4: there is a standard capability chain; taken as set where it was not read.
    var hasCapabilityList: Bool {
        guard let status = try? reader.u16(6, "status") else { return true }
        return status & 0x10 != 0
    }

    /// Whether there is no vendor id, which every function has: these bytes are nobody's header.
    var isBlank: Bool { (try? reader.u16(0, "vendor id")) ?? 0 == 0 }

    /// The header's layout, without the multi-function bit.
    var headerType: HeaderType {
        guard let type = try? reader.u8(0xe, "header type") else { return .unread }
        return HeaderType(register: type & 0x7f)
    }
}

/// What kind of header a function has.
public enum HeaderType: Equatable, Sendable {
    /// Type 0: an ordinary function, six BARs.
    case endpoint
    /// Type 1: a PCI-to-PCI bridge, two BARs.
    case bridge
    /// Type 2: a CardBus bridge, one BAR.
    case cardBus
    /// A type that the specification does not know.
    case other(UInt8)
    /// The header was not read.
    case unread

    init(register: UInt8) {
        switch register {
        case 0: self = .endpoint
        case 1: self = .bridge
        case 2: self = .cardBus
        default: self = .other(register)
        }
    }

    /// How many of the resources are BARs; the rest of a bridge's are its windows.
    public var barCount: Int {
        switch self {
        case .endpoint, .unread, .other: 6
        case .bridge: 2
        case .cardBus: 1
        }
    }

    /// Whether VFIO hands such functions out: `vfio_pci_probe()` takes ordinary headers only.
    public var isAssignable: Bool { self == .endpoint || self == .unread }
}
