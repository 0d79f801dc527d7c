import MappingPolicy
import PCISnapshot
import Printing

/// Sizes and shares in the words that PCI people use.
enum Format {
    /// `64K`, `512`, `16M`: exact, in the largest unit that divides the size.
    static func size(_ bytes: UInt64) -> String {
        let units = ["", "K", "M", "G", "T", "P", "E"]
        let unit = bytes == 0 ? 0 : min(bytes.trailingZeroBitCount / 10, units.count - 1)
        return "\(bytes >> UInt64(10 * unit))\(units[unit])"
    }

    /// `93.8%`; never rounded up to all or down to nothing.
    static func share(_ part: UInt64, of whole: UInt64) -> String {
        guard whole > 0 else { return "-" }
        if part == whole { return "100%" }
        if part == 0 { return "0%" }
        let thousandth = Double(part) / Double(whole) * 1000
        let rounded = min(max(Int(thousandth.rounded()), 1), 999)
        return "\(rounded / 10).\(rounded % 10)%"
    }

    /// `[0x0,0x1000)`.
    static func range(_ range: ByteRange) -> String {
        "[\(Hex.number(range.start)),\(Hex.number(range.end)))"
    }

    /// `1e0f:0025`; question marks for what is not known.
    static func id(_ identity: DeviceSnapshot.Identity) -> String {
        let vendor = identity.vendor.map { Hex.digits($0, width: 4) } ?? "????"
        let device = identity.device.map { Hex.digits($0, width: 4) } ?? "????"
        return vendor + ":" + device
    }
}

extension String {
    /// Padded on the right to a width.
    func padded(_ width: Int) -> SafeText { SafeText(self).padded(width) }

    /// Cut to a width, the cut marked.
    func cut(_ width: Int) -> SafeText { SafeText(self).cut(width) }
}
