/// Which functions a person means, in the words of `lspci -s` and `lspci -d`.
///
/// Source: `pci_filter_parse_slot()` and `pci_filter_parse_id()` of pciutils 3.9, lib/filter.c.
public struct Selector: Equatable, Sendable {
    private var domain: UInt32?
    private var bus: UInt32?
    private var device: UInt32?
    private var function: UInt32?
    private var vendor: UInt32?
    private var deviceID: UInt32?
    private var classValue: UInt32?
    private var classMask: UInt32 = 0
    private var progIf: UInt32?

    /// `[[[domain]:][bus]:][device][.[function]]`, empty fields and `*` match everything.
    public init(slot text: String) throws(SelectorError) {
        var fields = text.fields(":")
        guard fields.count <= 3 else { throw SelectorError(text, "too many fields") }
        let last = fields.removeLast()
        if fields.count == 2 {
            domain = try Self.field(fields[0], max: 0x7fff_ffff, "domain", in: text)
        }
        if let field = fields.last { bus = try Self.field(field, max: 0xff, "bus", in: text) }
        let parts = last.fields(".")
        guard parts.count <= 2 else { throw SelectorError(text, "too many dots") }
        // As in lspci, a lone `*` stands for device and function together.
        device = try Self.field(parts[0], max: 0x1f, "device", in: text)
        if parts.count == 2 {
            function = try Self.field(parts[1], max: 7, "function", in: text)
        }
    }

    /// `[vendor]:[device][:class[:prog-if]]`; the class may have `x` for any digit.
    public init(id text: String) throws(SelectorError) {
        let fields = text.fields(":")
        guard (2...4).contains(fields.count) else {
            throw SelectorError(text, "expected vendor:device[:class[:prog-if]]")
        }
        vendor = try Self.field(fields[0], max: 0xffff, "vendor", in: text)
        deviceID = try Self.field(fields[1], max: 0xffff, "device id", in: text)
        if fields.count > 2 { try selectClass(fields[2], in: text) }
        if fields.count > 3 {
            progIf = try Self.field(fields[3], max: 0xff, "prog-if", in: text)
        }
    }

    /// One function, by an address with at least bus, device and function: `01:00.0`.
    public init(address text: String) throws(SelectorError) {
        let colons = text.fields(":")
        let expected = "expected an address such as 0000:01:00.0 or 01:00.0"
        guard (2...3).contains(colons.count), colons.allSatisfy({ !$0.isEmpty }) else {
            throw SelectorError(text, expected)
        }
        try self.init(slot: text)
        guard bus != nil, device != nil, function != nil,
            colons.count == 2 || domain != nil
        else { throw SelectorError(text, expected) }
    }

    /// Whether a function is meant.
    public func matches(_ snapshot: DeviceSnapshot) -> Bool {
        let place = snapshot.address
        let identity = snapshot.identity
        let classCode = identity.classCode ?? 0
        return (domain ?? place.domain) == place.domain
            && (bus ?? UInt32(place.bus)) == UInt32(place.bus)
            && (device ?? UInt32(place.device)) == UInt32(place.device)
            && (function ?? UInt32(place.function)) == UInt32(place.function)
            && (vendor == nil || vendor == identity.vendor.map(UInt32.init))
            && (deviceID == nil || deviceID == identity.device.map(UInt32.init))
            && (classValue == nil || identity.classCode != nil)
            && (classCode >> 8 ^ (classValue ?? 0)) & classMask & 0xffff == 0
            && (progIf ?? classCode & 0xff) == classCode & 0xff
    }

    /// As in lspci, the mask covers the digits that are written and all above them.
    private mutating func selectClass(_ text: Substring, in whole: String) throws(SelectorError) {
        if text.isEmpty || text == "*" { return }
        var value: UInt32 = 0
        var mask = UInt32.max
        for character in text {
            let wild = character == "x" || character == "X"
            // Wide forms of the digits have a value, too.
            guard character.isASCII, let digit = wild ? 0 : character.hexDigitValue,
                value <= 0xfff
            else {
                throw SelectorError(whole, "class is up to four hexadecimal digits, x for any")
            }
            value = value << 4 | UInt32(digit)
            mask = mask << 4 | (wild ? 0 : 0xf)
        }
        classValue = value
        classMask = mask
    }

    private static func field(
        _ text: Substring, max: UInt32, _ name: String, in whole: String
    ) throws(SelectorError) -> UInt32? {
        if text.isEmpty || text == "*" { return nil }
        // Ids may have a prefix, as in newer pciutils; places never had one.
        let isID = name == "vendor" || name == "device id"
        let digits = isID && text.hasPrefix("0x") ? text.dropFirst(2) : text
        guard digits.utf8.first != UInt8(ascii: "+"), digits.utf8.first != UInt8(ascii: "-"),
            let value = UInt32(digits, radix: 16), value <= max
        else {
            let limit = Hex.number(UInt64(max))
            throw SelectorError(whole, "\(name) is a hexadecimal number up to \(limit)")
        }
        return value
    }
}

/// A selector that cannot be read.
public struct SelectorError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was wrong, in one line that quotes the selector.
    public let description: String

    init(_ selector: String, _ problem: String) {
        description = "selector '\(selector)': \(problem)"
    }
}
