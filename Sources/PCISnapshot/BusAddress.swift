/// Where a PCI function sits: domain, bus, device, function.
///
/// Domains go beyond 16 bits (Intel VMD counts from `10000:`), libpci takes 31.
public struct BusAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// PCI domain (segment), up to 31 bits.
    public let domain: UInt32
    /// Bus number.
    public let bus: UInt8
    /// Device number, 0 to 31.
    public let device: UInt8
    /// Function number, 0 to 7.
    public let function: UInt8

    /// An address from its parts; nil when a part is out of range.
    public init?(domain: UInt32, bus: UInt8, device: UInt8, function: UInt8) {
        guard domain <= 0x7fff_ffff, device < 32, function < 8 else { return nil }
        self.domain = domain
        self.bus = bus
        self.device = device
        self.function = function
    }

    /// The address written `dddd:bb:dd.f`; nil when the text is anything else.
    public init?(_ text: String) {
        let colons = text.fields(":")
        guard colons.count == 3 else { return nil }
        let dots = colons[2].fields(".")
        guard dots.count == 2, (4...8).contains(colons[0].utf8.count),
            let domain = Self.field(colons[0], UInt32.self),
            let bus = Self.field(colons[1], UInt8.self),
            let device = Self.field(dots[0], UInt8.self),
            let function = Self.field(dots[1], UInt8.self)
        else { return nil }
        self.init(domain: domain, bus: bus, device: device, function: function)
    }

    private static func field<Value: FixedWidthInteger>(_ text: Substring, _: Value.Type)
        -> Value?
    {
        guard text.utf8.first != UInt8(ascii: "+"), text.utf8.first != UInt8(ascii: "-") else {
            return nil
        }
        return Value(text, radix: 16)
    }

    /// `dddd:bb:dd.f`, as the kernel names it.
    public var description: String {
        Hex.digits(domain, width: 4) + ":" + Hex.digits(bus, width: 2) + ":"
            + Hex.digits(device, width: 2) + "." + Hex.digits(function)
    }

    /// Order of domain, then bus, device, function: the order of every listing.
    public static func < (left: Self, right: Self) -> Bool {
        left.sortKey < right.sortKey
    }

    private var sortKey: UInt64 {
        UInt64(domain) << 16 | UInt64(bus) << 8 | UInt64(device) << 3 | UInt64(function)
    }
}
