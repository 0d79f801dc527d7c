import MappingPolicy
import PCIDecoding

/// The host side of a confidential VM in words, a line per kind of range.
struct HostRangesText {
    let lines: [String]

    /// - Parameter plan: the plan of one BAR.
    init(_ plan: BARPlan) {
        let host = HostRanges(plan)
        let kinds: [(String, [ByteRange])] = [
            ("mmap", host.map), ("export as dma-buf, one each", host.export),
            ("private: KVM maps it, userspace never", host.isPrivate),
            ("emulate", host.emulate), ("reflect to hardware", host.reflect),
            ("leave alone, not decided", host.undecided),
        ]
        lines =
            ["sharing \(plan.sharing.rawValue): \(plan.sharing.text)"]
            + kinds.filter { !$0.1.isEmpty }.map { kind, ranges in
                let some = ranges.prefix(12).map(Format.range).joined(separator: " ")
                let more = ranges.count > 12 ? " and \(ranges.count - 12) more" : ""
                return "\(kind): \(some)\(more)"
            }
    }
}
