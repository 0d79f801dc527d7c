import PCIDecoding
import TDISP

/// Which BAR each range of a report belongs to (Rules.md, "TDISP: range to BAR").
struct RangeAssignment {
    /// The ranges of each memory BAR, in the report's order; empty ranges are ignored.
    private(set) var byBAR: [Int: [MMIORange]] = [:]
    /// 64-bit BARs of which a range names the upper half.
    private(set) var upperHalves: Set<Int> = []

    /// - Parameters:
    ///   - report: the report.
    ///   - regions: the device's BARs.
    ///   - findings: where ranges that belong to no BAR go, and their order.
    init(_ report: InterfaceReport, _ regions: [Region], _ findings: inout [Finding]) {
        var lastID: UInt16 = 0
        var lastFirst: [UInt16: UInt64] = [:]
        var disordered: [Int] = []
        var notABAR: [Int] = []
        var notMemory: [Int: [Int]] = [:]
        for range in report.ranges where range.pages > 0 {
            let isBehind = range.firstPage < lastFirst[range.id] ?? 0
            if range.id < lastID || isBehind { disordered.append(range.index) }
            lastID = range.id
            lastFirst[range.id] = range.firstPage
            let bar = Int(range.id)
            if bar >= 6 {
                notABAR.append(range.index)
            } else if regions.contains(where: { $0.bar.index == bar && $0.bar.isMemory }) {
                byBAR[bar, default: []].append(range)
            } else if regions.contains(where: { $0.bar.index == bar - 1 && $0.bar.kind == .mem64 })
            {
                upperHalves.insert(bar - 1)
            } else {
                notMemory[bar, default: []].append(range.index)
            }
        }
        for (bar, ranges) in notMemory.sorted(by: { $0.key < $1.key }) {
            findings.append(
                Finding(.tdispRangeOnAbsentOrIOBAR, .warning, bar: bar, .ranges(ranges)))
        }
        if !notABAR.isEmpty {
            findings.append(Finding(.tdispRangeIDNotABAR, .info, .ranges(notABAR)))
        }
        if !disordered.isEmpty {
            findings.append(Finding(.tdispOrderViolation, .warning, .ranges(disordered)))
        }
    }
}
