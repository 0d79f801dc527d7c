import MappingPolicy

/// /proc/iomem: who has reserved a range of addresses.
struct MemoryHolders {
    private let entries: [(range: ClosedRange<UInt64>, depth: Int, name: Substring)]

    init(_ text: String) {
        entries = text.split(separator: "\n").compactMap { line in
            let depth = line.prefix { $0 == " " }.count
            let parts = line.dropFirst(depth).split(separator: " ", maxSplits: 2)
            let ends = parts.first?.split(separator: "-").map { UInt64($0, radix: 16) } ?? []
            guard parts.count == 3, ends.count == 2, let start = ends[0], let end = ends[1],
                start <= end
            else { return nil }
            return (start...end, depth, parts[2])
        }
    }

    /// The names of what lies inside a device's own entry for a range, outermost first.
    ///
    /// - Parameter owner: the device's address, which its own entries are named for.
    func inside(_ range: ByteRange, of owner: String) -> [Substring] {
        guard !range.isEmpty, let own = entries.first(where: { $0.name == owner }) else {
            return []
        }
        let wanted = range.start...(range.end - 1)
        return entries.filter {
            $0.depth > own.depth && $0.range.overlaps(wanted) && $0.name != owner
        }.map(\.name)
    }
}
