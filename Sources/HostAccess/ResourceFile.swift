import PCISnapshot

/// The kernel's `resource` attribute: a line of start, end and flags per resource.
///
/// Source: `resource_show()` in drivers/pci/pci-sysfs.c.
struct ResourceFile {
    let records: [ResourceRecord]

    /// Lines that are no such line are left out.
    init(_ text: String) {
        records = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(17)
            .enumerated().compactMap { index, line in
                let words = line.split(separator: " ").map { Hex.parse($0) }
                guard words.count == 3, let start = words[0], let end = words[1],
                    let flags = words[2], end > start
                else { return nil }
                return ResourceRecord(
                    index: index, start: start, size: end - start + 1,
                    flags: ResourceFlags(rawValue: flags))
            }
    }
}
