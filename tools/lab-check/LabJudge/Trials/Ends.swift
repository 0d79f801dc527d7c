/// How often runs ended with each status.
struct Ends: CustomStringConvertible {
    private var counts: [Substring: Int] = [:]

    mutating func count(_ status: Substring) { counts[status, default: 0] += 1 }

    /// `3 with status 0, 1 with status 78`.
    var description: String {
        counts.sorted { $0.key < $1.key }.map { "\($0.value) with status \($0.key)" }
            .joined(separator: ", ")
    }
}
