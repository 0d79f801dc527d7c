/// The kernel's `resource` attribute: a line of start, end and flags per resource.
///
/// Exactly as the kernel prints it: three numbers with `0x`, of at most 16 digits, with one
/// blank between them. At most 17 lines, 0-5 BARs, 6 ROM, 7-12 SR-IOV, then bridge windows.
/// Source: `resource_show()` in drivers/pci/pci-sysfs.c.
public struct ResourceFile: Equatable, Sendable {
    /// The resources that are not empty, ascending by index.
    public let records: [ResourceRecord]
    /// How many lines there are, those of empty resources too.
    public let lineCount: Int

    private static let mostLines = 17
    private static let longestNumber = 18

    /// Nil when a line is no such line, or its range impossible.
    ///
    /// - Parameter text: the lines; the last one may lack its newline.
    public init?(_ text: String) {
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard lines.count <= Self.mostLines else { return nil }
        var records: [ResourceRecord] = []
        for (index, line) in lines.enumerated() {
            let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            guard words.count == 3, let start = Self.number(words[0]),
                let end = Self.number(words[1]), let flags = Self.number(words[2])
            else { return nil }
            // An empty resource reads 0 to 0, as pci_resource_len() has it; one without a size
            // start to start - 1; and one byte without flags is nothing either.
            guard end > start || end == start && end != 0 && flags != 0 else { continue }
            let record = ResourceRecord(
                index: index, start: start, size: (end - start) &+ 1,
                flags: ResourceFlags(rawValue: flags))
            guard let record, record.size > 0 else { return nil }
            records.append(record)
        }
        self.records = records
        lineCount = lines.count
    }

    private static func number(_ word: Substring.UTF8View) -> UInt64? {
        word.count <= longestNumber ? Hex.parse(Substring(word)) : nil
    }
}
