import PCISnapshot
import SnapshotFile

/// A BAR as a plan tells it.
struct PlannedBAR: Decodable {
    let bar: Int
    let size: UInt64
    let extents: [PlannedExtent]
    let mmaps: [PlannedMapping]

    private enum Key: String, CodingKey { case bar, size, extents, mmaps }

    init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        let indices = PCIRegion.bars
        bar = try keys.integer(.bar, in: indices.lowerBound...indices.upperBound - 1)
        size = try keys.hex(.size)
        extents = try keys.decode([PlannedExtent].self, forKey: .extents)
        mmaps = try keys.decode([PlannedMapping].self, forKey: .mmaps)
    }

    /// Whether two plans have the same bytes in the same classes, and map the same; by which rule
    /// is not asked, as a live answer has rules of its own.
    func hasShape(of other: PlannedBAR) -> Bool {
        bar == other.bar && size == other.size && mmaps == other.mmaps
            && extents.map(\.classed) == other.extents.map(\.classed)
    }
}
