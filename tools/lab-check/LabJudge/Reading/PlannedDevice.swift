import MappingPolicy
import PCISnapshot
import SnapshotFile

/// A function as a plan tells it: what the judge looks at.
struct PlannedDevice: Decodable {
    let driver: String?
    let bars: [PlannedBAR]

    private enum Key: String, CodingKey { case driver, bars }

    init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        driver = try keys.present(String.self, .driver)
        bars = try keys.decode([PlannedBAR].self, forKey: .bars)
    }

    /// Where a rule has its first bytes, in each BAR that has such.
    func places(of rule: Rule) -> [BARPlace] {
        bars.compactMap { bar in
            bar.extents.first { $0.rule == rule }.map {
                BARPlace(bar: bar.bar, offset: $0.range.start)
            }
        }
    }
}
