import MappingPolicy
import PCIDecoding
import PCISnapshot
import Printing

/// A plan for people: per BAR the extents with class and reason, and the mmaps; 100 columns.
public struct PlanTable: PlanPrinter {
    private let style: Style
    private static let width = 100

    /// A renderer with a style.
    public init(style: Style) { self.style = style }

    /// Device by device; with several page sizes a summary before the details.
    public func write<Sink: DocumentSink>(_ plans: PlanSet, to sink: Sink) throws(Sink.Failure) {
        let summary = PageSizeSummary(style: style)
        for device in 0..<plans.deviceCount {
            let all = plans.pages(ofDevice: device)
            let tables = all.map(render)
            let blocks = (all.count > 1 ? [summary.render(all.map(\.plan))] : []) + tables
            for (index, block) in blocks.enumerated() {
                try sink.write((device == 0 && index == 0 ? "" : "\n") + block)
            }
        }
    }

    /// The whole text of one device's plan, lines ended.
    func render(_ planned: PlannedDevice) -> SafeText {
        let plan = planned.plan
        var text = heading(plan, planned.evidence, planned.names)
        for bar in plan.bars {
            text += "\n" + self.bar(bar)
            guard plan.isConfidential else { continue }
            for line in HostRangesText(bar).lines { text += paragraph("host   ", SafeText(line)) }
        }
        if plan.bars.isEmpty { text += "  no BARs\n" }
        if !plan.findings.isEmpty { text += "\n" }
        for finding in plan.findings {
            let place = finding.bar.map { "BAR \($0) " } ?? ""
            let severity = style.paint(finding.severity.name.padded(7), finding.severity)
            text += paragraph(severity, "\(place)\(finding.text)")
        }
        for one in Self.best(planned.advice) { text += paragraph("advice ", SafeText(one.text)) }
        return text
    }

    /// Of several targets for MSI-X the best new slot and the best BAR are enough to read.
    private static func best(_ advice: [Advice]) -> [Advice] {
        var seen: Set<Bool> = []
        return advice.filter { one in
            guard case .msixRelocation(let target) = one else { return true }
            return seen.insert(target.isNew).inserted
        }
    }

    private func heading(_ plan: DevicePlan, _ evidence: PlanEvidence, _ names: DeviceNames)
        -> SafeText
    {
        let group = plan.iommuGroup.map { "group \($0)" } ?? "no IOMMU group"
        let driver = plan.driver?.cut(24) ?? "no driver"
        let place = "\(plan.address)  \(Format.id(plan.identity))  "
        let room = Self.width - place.count - driver.count - group.count - 4
        let share = Format.share(plan.mappedBytes, of: plan.size)
        return style.bold("\(plan.address)") + "  \(Format.id(plan.identity))  "
            + "\(names.line.cut(max(room, 20)))  \(driver)  \(group)\n"
            + "  \(share) of the BARs' bytes can be mapped at \(Format.size(plan.pageSize.bytes))"
            + " pages (evidence: \(evidence.name))\n"
            + (plan.sharing == .noTDISP
                ? "" : "  sharing \(plan.sharing.rawValue): \(plan.sharing.text)\n")
    }

    private func bar(_ plan: BARPlan) -> SafeText {
        let bar = plan.bar
        let place = bar.assigned ? "at \(Hex.number(bar.start))" : "unassigned"
        let prefetchable = bar.prefetchable ? " prefetchable" : ""
        let share = Format.share(plan.bytes(of: .direct), of: bar.size)
        var text = style.bold("BAR \(bar.index)")
        text += "  \(bar.kind.rawValue)\(prefetchable), \(Format.size(bar.size)) \(place): "
        text += "\(share) can be mapped\n"
        let rows = plan.extents.map(Row.init)
        let wide = rows.map(\.end.count).max() ?? 0
        for row in rows {
            let start = row.start.padded(wide)
            let range: SafeText = "  \(start)  \(row.end.padded(wide))  \(row.size.padded(6))  "
            text += range + style.paint(row.name.padded(8), row.mappingClass)
            text += row.reason.cut(Self.width - range.count - 8) + "\n"
        }
        for mapping in plan.mmaps {
            text += "  mmap \(Format.range(mapping.range)) \(mapping.protection.rawValue)"
            text += " at file offset \(Hex.number(mapping.fileOffset))\n"
        }
        if plan.mmaps.isEmpty { text += "  nothing to mmap\n" }
        return text
    }

    /// Format behind a mark of seven columns, broken into lines.
    private func paragraph(_ mark: SafeText, _ words: SafeText) -> SafeText {
        let lines = Paragraph(words, indent: 11, width: Self.width).lines
        return lines.enumerated().reduce(into: "") { text, line in
            text += "  \(line.offset == 0 ? mark : "       ")  \(line.element)\n"
        }
    }

    private struct Row {
        let start: String
        let end: String
        let size: String
        let mappingClass: MappingClass
        let reason: String

        var name: String { mappingClass.name }

        init(_ extent: Extent) {
            start = Hex.number(extent.range.start)
            end = Hex.number(extent.range.end)
            size = Format.size(extent.range.count)
            mappingClass = extent.verdict.mappingClass
            reason = " " + extent.reason
        }
    }
}
