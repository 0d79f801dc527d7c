public import MappingPolicy
import PCIDecoding

/// One device at several page sizes, side by side: a row per BAR, a column per page size.
public struct PageSizeSummary {
    private let style: Style

    /// A renderer with a style.
    public init(style: Style) { self.style = style }

    /// The table of one device's plans, one a page size.
    public func render(_ plans: [DevicePlan]) -> String {
        guard let first = plans.first else { return "" }
        let pages = plans.map { Words.size($0.pageSize.bytes).padded(8) }.joined()
        var text = style.bold("\(first.address)".padded(28) + "mappable at " + pages) + "\n"
        for bar in first.bars {
            let name = "  BAR \(bar.bar.index)  \(bar.bar.kind.rawValue.padded(6))"
            text += (name + Words.size(bar.bar.size)).padded(40)
            for plan in plans {
                let same = plan.bars.first { $0.bar.index == bar.bar.index }
                text += Words.share(same?.bytes(of: .direct) ?? 0, of: bar.bar.size).padded(8)
            }
            text += "\n"
        }
        return text
    }
}
