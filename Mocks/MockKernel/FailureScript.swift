import LiveProbe

/// Counts calls, and says which of them fail.
struct FailureScript {
    private let rules: [Scenario.FailureRule]
    private var counts: [Int]

    init(_ rules: [Scenario.FailureRule]) {
        self.rules = rules
        counts = rules.map { _ in 0 }
    }

    /// The error of this call, nil when it works.
    mutating func next(_ call: Call, _ object: String) -> ErrorNumber? {
        var errno: ErrorNumber?
        for (index, rule) in rules.enumerated()
        where rule.call == call.rawValue && (rule.object.map(object.contains) ?? true) {
            counts[index] += 1
            // As written this way, no sum of a scenario's numbers can overflow.
            let first = max(rule.nth ?? 1, 1)
            let times = rule.times ?? 1
            guard counts[index] >= first, times == 0 || counts[index] - first < times else {
                continue
            }
            errno = ErrorNumber(name: rule.errno) ?? .io
        }
        return errno
    }
}
