import PCISnapshot

/// The kernel's `resource` attribute: a line of start, end and flags per resource.
///
/// Source: `resource_show()` in drivers/pci/pci-sysfs.c.
struct ResourceFile {
    /// The resources that are not empty.
    let records: [ResourceRecord]

    /// Nil when a line among those asked for is missing, no such line, or its range impossible.
    init?(_ text: String, lines: ClosedRange<Int>) {
        var records: [ResourceRecord] = []
        let all = text.split(separator: "\n", omittingEmptySubsequences: false)
        for index in lines {
            guard index < all.count else { return nil }
            let words = all[index].split(separator: " ").map { Hex.parse($0) }
            guard words.count == 3, let start = words[0], let end = words[1], let flags = words[2]
            else { return nil }
            // An empty resource reads 0 to 0, one without a size start to start - 1.
            guard end > start else { continue }
            let record = ResourceRecord(
                index: index, start: start, size: (end - start) &+ 1,
                flags: ResourceFlags(rawValue: flags))
            guard let record, record.size > 0 else { return nil }
            records.append(record)
        }
        self.records = records
    }
}
