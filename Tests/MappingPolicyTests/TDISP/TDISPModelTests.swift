import MappingPolicy
import PCIDecoding
import Testing

@Suite("TDISP: intervals against every place of every page")
struct TDISPModelTests {
    static let layouts = 24_000
    private static let shards = 24

    @Test("Closed form and brute force agree", arguments: 0..<shards)
    func agree(shard: Int) throws {
        let each = Self.layouts / Self.shards
        for seed in shard * each..<(shard + 1) * each {
            let layout = RandomLayout(seed: UInt64(seed))
            let plan = try layout.plan(page: layout.page)
            if let difference = ModelComparison(layout, plan).difference {
                Issue.record("layout \(seed): \(difference)\n\(layout)")
                return
            }
        }
    }

    @Test("The layouts reach every class and every rule of TDISP on bytes")
    func reach() throws {
        // The generator makes sound reports, hands them over, sets no TPH_CONTROL, and leaves
        // open whether there is TEE-IO.
        let never = [
            "tdisp.report-invalid", "tdisp.no-report", "tdisp.tph-without-msix-lock",
            "tdisp.no-tee-io",
        ]
        var missing = Set(Rule.allCases.map(\.name).filter { $0.hasPrefix("tdisp.") })
            .subtracting(never)
        var sharing = Set(Sharing.allCases)
        for seed in 0..<Self.layouts where !missing.isEmpty || !sharing.isEmpty {
            let layout = RandomLayout(seed: UInt64(seed))
            let plan = try layout.plan(page: .size4K)
            for bar in plan.bars {
                sharing.remove(bar.sharing)
                for extent in bar.extents { missing.remove(extent.verdict.rule.name) }
            }
            for finding in plan.findings { missing.remove(finding.rule.name) }
        }
        #expect(missing == [])
        #expect(sharing.isEmpty)
    }
}

/// What the model and a plan say about each page.
struct ModelComparison {
    private let layout: RandomLayout
    private let model: NaiveModel
    private let plan: DevicePlan

    init(_ layout: RandomLayout, _ plan: DevicePlan) {
        self.layout = layout
        self.plan = plan
        model = NaiveModel(layout)
    }

    /// The first difference in words; nil when there is none.
    var difference: String? {
        guard plan.bars.map(\.bar.index) == layout.bars.map(\.index) else { return "other BARs" }
        for (bar, ours) in zip(layout.bars, plan.bars) where bar.isMemory {
            let pages = model.pages(of: bar)
            if let text = classes(bar, pages, ours) ?? mmaps(bar, pages, ours)
                ?? sharing(bar, pages, ours)
            {
                return "BAR \(bar.index) at \(layout.page.bytes): " + text
            }
        }
        return nil
    }

    private var isMSIXUnknown: Bool {
        switch layout.msix {
        case .absent: false
        case .unknown: true
        case .present(_, let table, _):
            // A table that is nowhere may be anywhere.
            !layout.bars.contains { bar in
                bar.index == table.bar && bar.isMemory && table.offset < bar.size
            }
        }
    }

    private func classes(
        _ bar: RandomLayout.BAR, _ pages: [(kind: String, reasons: Set<String>)], _ ours: BARPlan
    ) -> String? {
        var position: UInt64 = 0
        for extent in ours.extents {
            guard extent.range.start == position, !extent.range.isEmpty else { return "a gap" }
            position = extent.range.end
        }
        guard position == bar.size else { return "extents end at \(position)" }
        // Between these neither side can change.
        var places = model.boundaries(bar).union(ours.extents.map { Int($0.range.start) })
        places.formUnion(stride(from: 0, to: Int(bar.size), by: 4096))
        for offset in places where offset < bar.size {
            let (kind, reasons) = pages[offset / 4096]
            guard let verdict = ours.verdict(at: UInt64(offset)) else { return "no verdict" }
            let expected = expected(kind, bar, offset)
            let name = verdict.rule.name
            let isNamed =
                !name.hasPrefix("tdisp.") || reasons.contains(String(name.dropFirst(6)))
            let isGated =
                expected == "direct" && verdict.rule == .pageShared
                || isBelowPage(bar) && ["direct", "reflect"].contains(expected)
                    && verdict == Verdict(.reflect, .tdispSubPage)
            if isGated { continue }
            if verdict.mappingClass.name != expected || !isNamed {
                return "byte \(offset) is \(verdict), the model says \(kind) \(reasons)"
            }
        }
        return nil
    }

    /// Without VFIO's own word no reported BAR below a page is mapped (`tdisp.sub-page`).
    private func isBelowPage(_ bar: RandomLayout.BAR) -> Bool { bar.size < layout.page.bytes }

    /// Our class of a byte, before the host's pages are looked at.
    private func expected(_ kind: String, _ bar: RandomLayout.BAR, _ offset: Int) -> String {
        switch kind {
        case "conflict", "private": return kind
        case _ where isMSIXUnknown: return "unknown"
        case "undetermined", "uncovered": return "unknown"
        case "trap": return model.isEmulated(bar, offset) ? "emulate" : "reflect"
        default: return "direct"
        }
    }

    /// Host pages of nothing but shareable pages, and no other, are mapped.
    private func mmaps(
        _ bar: RandomLayout.BAR, _ pages: [(kind: String, reasons: Set<String>)], _ ours: BARPlan
    ) -> String? {
        let host = Int(layout.page.bytes / 4096)
        for first in stride(from: 0, to: pages.count, by: host) {
            let inside = pages[first..<min(first + host, pages.count)]
            let isFree =
                !isMSIXUnknown && !isBelowPage(bar) && inside.allSatisfy { $0.kind == "shareable" }
            let window = ByteRange(UInt64(first) * 4096, UInt64(first + host) * 4096)
            let isMapped = ours.mmaps.contains { $0.range.contains(window) }
            let isTouched = ours.mmaps.contains { $0.range.overlaps(window) }
            guard isMapped == isFree, isTouched == isFree else {
                return "host page at \(window.start): mapped \(isMapped), \(inside)"
            }
        }
        return nil
    }

    private func sharing(
        _ bar: RandomLayout.BAR, _ pages: [(kind: String, reasons: Set<String>)], _ ours: BARPlan
    ) -> String? {
        let kinds = Set(pages.map(\.kind))
        let expected: Sharing
        if model.isUpdatable(bar) {
            expected = .dynamic
        } else if !kinds.isDisjoint(with: ["undetermined", "uncovered", "conflict"]) {
            expected = .undetermined
        } else if kinds == ["private"] {
            expected = .allPrivate
        } else if isMSIXUnknown {
            expected = .undetermined
        } else {
            expected = kinds.contains("private") ? .staticMixed : .allShared
        }
        return ours.sharing == expected ? nil : "sharing \(ours.sharing), not \(expected)"
    }
}
