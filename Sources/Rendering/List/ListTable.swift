import MappingPolicy
import PCIDecoding
import PCISnapshot
import Printing

/// The listing for people: a line per function, with `-v` its BARs and capabilities too.
///
/// Columns have fixed widths, so that lines can be printed as devices are read.
public struct ListTable: StreamPrinter {
    /// What is printed one by one.
    public typealias Element = ListedDevice

    private let style: Style
    private let verbose: Bool

    /// A renderer with a style.
    public init(style: Style, verbose: Bool) {
        self.style = style
        self.verbose = verbose
    }

    /// A line over the columns, and each function's lines.
    public func write<Sink: DocumentSink>(
        to sink: Sink, _ elements: ElementStream<ListedDevice, Sink.Failure>
    ) throws(Sink.Failure) {
        let header = row("ADDRESS", "ID", "DRIVER", "GROUP", "MSI-X", "MAPPABLE", "NAME")
        try sink.write(style.bold(header) + "\n")
        try elements { (listed) throws(Sink.Failure) in try sink.write(render(listed)) }
    }

    private func render(_ listed: ListedDevice) -> SafeText {
        let (device, plan, names) = (listed.device, listed.plan, listed.names)
        let group = device.iommuGroup.map(String.init) ?? "-"
        let line = row(
            device.address.description, Format.id(device.identity), device.driver ?? "-",
            group, msix(device.msix), share(plan), names.line + CapabilitySummary.tags(device))
        var text = line + "\n"
        guard verbose else { return text }
        if let name = names.classCode { text += "    class     \(name)\n" }
        for bar in plan.bars { text += self.bar(bar) }
        for bar in device.virtualFunctionBARs { text += virtualFunctionBAR(bar, device) }
        for line in CapabilitySummary(device).lines { text += "    \(line)\n" }
        for problem in device.problems { text += "    note      \(problem)\n" }
        return text
    }

    private func row(
        _ address: String, _ id: String, _ driver: String, _ group: String, _ msix: String,
        _ share: String, _ name: String
    ) -> SafeText {
        "\(address.padded(12))  \(id.padded(9))  \(driver.padded(12))  \(group.padded(5))  "
            + "\(msix.padded(18))  \(share.padded(8))  \(name)"
    }

    private func msix(_ fact: Fact<MSIXCapability>) -> String {
        switch fact {
        case .absent: "-"
        case .unknown: "?"
        case .present(let msix):
            "\(msix.entries) @ BAR\(msix.table.bar)+\(Hex.number(msix.table.offset))"
        }
    }

    private func share(_ plan: DevicePlan) -> String {
        let unknown = plan.bars.contains { $0.bytes(of: .unknown) > 0 }
        return unknown ? "?" : Format.share(plan.mappedBytes, of: plan.size)
    }

    private func bar(_ plan: BARPlan) -> SafeText {
        let bar = plan.bar
        let place = bar.assigned ? "at \(Hex.number(bar.start))" : "unassigned"
        let prefetchable = bar.prefetchable ? ", prefetchable" : ""
        let share = Format.share(plan.bytes(of: .direct), of: bar.size)
        return "    BAR \(bar.index)     \(bar.kind.rawValue)\(prefetchable), "
            + "\(Format.size(bar.size)) \(place), \(share) can be mapped\n"
    }

    private func virtualFunctionBAR(_ bar: VirtualFunctionBAR, _ device: Device) -> SafeText {
        let count = device.sriov.value?.totalVFs ?? 0
        return "    VF BAR \(bar.index)  \(bar.base.kind.rawValue), \(count) x "
            + "\(Format.size(bar.base.size)) at \(Hex.number(bar.base.start))\n"
    }
}
