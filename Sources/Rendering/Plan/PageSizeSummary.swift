import MappingPolicy
import PCIDecoding
import Printing

/// One device at several page sizes, side by side: a row per BAR, a column per page size.
struct PageSizeSummary {
    private let style: Style

    /// A renderer with a style.
    init(style: Style) { self.style = style }

    /// The table of one device's plans, one a page size.
    func render(_ plans: [DevicePlan]) -> SafeText {
        guard let first = plans.first else { return "" }
        let pages = plans.reduce(into: "" as SafeText) {
            $0 += Format.size($1.pageSize.bytes).padded(8)
        }
        var text = style.bold("\(first.address)".padded(28) + "mappable at \(pages)") + "\n"
        for bar in first.bars {
            let name: SafeText = "  BAR \(bar.bar.index)  \(bar.bar.kind.rawValue.padded(6))"
            text += (name + SafeText(Format.size(bar.bar.size))).padded(40)
            for plan in plans {
                let same = plan.bars.first { $0.bar.index == bar.bar.index }
                text += Format.share(same?.bytes(of: .direct) ?? 0, of: bar.bar.size).padded(8)
            }
            text += "\n"
        }
        return text
    }
}
