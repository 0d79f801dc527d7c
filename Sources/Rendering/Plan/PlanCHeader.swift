import MappingPolicy
import PCIDecoding
import PCISnapshot
import Printing

/// Plans as a C header: per BAR one array of offset, length and file offset.
///
/// Every array ends with an entry of length 0, so that a BAR without mmaps has one, too.
public struct PlanCHeader: PlanPrinter {
    /// A renderer.
    public init() {}

    /// The whole header, device by device.
    public func write<Sink: DocumentSink>(_ plans: PlanSet, to sink: Sink) throws(Sink.Failure) {
        try sink.write(opening)
        for page in plans.pages.indices {
            for one in plans.devices(atPage: page) {
                try sink.write(device(one.plan, one.evidence))
            }
        }
        try sink.write("\n#endif\n")
    }

    private var opening: SafeText {
        """
        /* Made by vfio-probe: what may be mapped of each BAR, MAP_SHARED, on the device's file. */
        #ifndef VFIO_PROBE_PLAN_H
        #define VFIO_PROBE_PLAN_H

        #ifdef __GNUC__
        #define VFIO_PROBE_UNUSED __attribute__((unused))
        #else
        #define VFIO_PROBE_UNUSED
        #endif

        struct vfio_probe_mmap {
        \tunsigned long long offset; /* in the BAR */
        \tunsigned long long length; /* 0 ends the list */
        \tunsigned long long file_offset;
        };

        """
    }

    private func device(_ plan: DevicePlan, _ evidence: PlanEvidence) -> SafeText {
        let page = plan.pageSize.bytes / 1024
        let title = "\(plan.address) \(Format.id(plan.identity)), \(page) KiB pages"
        var text: SafeText = "\n\(comment("\(title), evidence \(evidence.name)"))\n"
        for bar in plan.bars {
            text += "static const struct vfio_probe_mmap VFIO_PROBE_UNUSED\n"
            text += "vfio_probe_\(identifier(plan.address))_bar\(bar.bar.index)_\(page)k[] = {\n"
            for mapping in bar.mmaps {
                let words = [mapping.range.start, mapping.range.count, mapping.fileOffset]
                let numbers = words.map { Hex.number($0) + "ull" }.joined(separator: ", ")
                text += "\t{ \(numbers) },\n"
            }
            text += "\t{ 0, 0, 0 },\n};\n"
        }
        return text
    }

    /// A comment, which no word in it ends.
    private func comment(_ words: String) -> SafeText {
        "/* \(words.replacing("*/", with: "* /")) */"
    }

    private func identifier(_ address: BusAddress) -> String {
        String(address.description.map { $0.isHexDigit ? $0 : "_" })
    }
}
