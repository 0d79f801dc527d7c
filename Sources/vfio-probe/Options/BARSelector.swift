import ArgumentParser
import MappingPolicy
import PCISnapshot

/// A BAR, and bytes of it or all: `0`, `0:0x5200`, `0:0x5000-0x6000`.
struct BARSelector: CustomStringConvertible {
    let bar: Int
    /// Nil for the whole BAR.
    let range: ByteRange?

    init(_ text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let bar = Int(parts[0]), (0...5).contains(bar) else {
            throw ValidationError("invalid BAR range '\(text)': expected BAR[:OFFSET[-END]]")
        }
        self.bar = bar
        guard parts.count == 2 else {
            range = nil
            return
        }
        let offsets = parts[1].split(separator: "-", omittingEmptySubsequences: false)
            .map { Hex.parse($0) ?? Hex.parse("0x" + $0) }
        guard offsets.count <= 2, let start = offsets[0], let end = offsets.last ?? nil,
            offsets.count == 1 || start < end
        else {
            throw ValidationError(
                "invalid offset or range '\(parts[1])': expected 0x5200 or 0x5000-0x6000")
        }
        range = offsets.count == 1 ? ByteRange(start: start, count: 1) : ByteRange(start, end)
    }

    var description: String {
        let bytes = range.map { " bytes \(Hex.number($0.start)) to \(Hex.number($0.end))" } ?? ""
        return "BAR \(bar)" + bytes
    }
}
