/// /proc/swaps.
struct SwapTable {
    /// The files and device files that are swapped to.
    let paths: [String]

    /// Nil for a text without the table's heading; no text at all is a kernel without swap space.
    init?(_ text: String?) {
        let lines = text?.split(separator: "\n") ?? ["Filename"]
        guard lines.first?.hasPrefix("Filename") == true else { return nil }
        paths = lines.dropFirst().compactMap { line in
            line.split(whereSeparator: { $0 == " " || $0 == "\t" }).first.map {
                MountTable.readable($0)
            }
        }
    }
}
