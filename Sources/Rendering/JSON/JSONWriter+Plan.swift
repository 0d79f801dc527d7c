import MappingPolicy
import PCISnapshot

/// Pieces of a plan that several documents have in common.
extension JSONWriter {
    /// `start` and `end`.
    mutating func range(_ range: ByteRange?) {
        hex("start", range?.start)
        hex("end", range?.end)
    }

    /// A list of extents.
    mutating func extents(_ key: String, _ extents: [Extent]) {
        list(key) { json in
            for extent in extents {
                json.object { json in
                    json.range(extent.range)
                    json.string("class", extent.verdict.mappingClass.name)
                    json.string("rule", extent.verdict.rule.name)
                    json.string("sharesWith", extent.sharesWith?.rule.name)
                }
            }
        }
    }

    /// A list of ranges.
    mutating func ranges(_ key: String, _ ranges: [ByteRange]) {
        list(key) { json in
            for range in ranges { json.object { $0.range(range) } }
        }
    }
}
