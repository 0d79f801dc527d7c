import PCISnapshot

/// Judges what a probe answered, against what was predicted from sysfs.
struct AnswerJudge {
    let predicted: PlannedDevice
    let answer: ProbedDevice

    /// The kernel refuses VGA, the last region, to all but displays.
    private static let leastRegions = PCIRegion.vga
    /// It refuses the interrupt for errors to conventional PCI.
    private static let leastInterrupts = PCIInterrupt.allCases.count - 1

    /// A line for each check, and one of figures.
    func lines() -> [Line] {
        [
            .none("region answers complete", of: unanswered),
            .none("no difference found", of: differences),
            .none("the plan is that from sysfs", of: unforeseen),
            .none("something verified", of: hasConfirmation ? [] : ["nothing"]),
            .none("every trial confirmed", of: contradictions),
            .note(outcomes),
        ]
    }

    private var unanswered: [String] {
        var missing: [String] = []
        if answer.probe.regions < Self.leastRegions {
            missing.append("\(answer.probe.regions) regions of \(Self.leastRegions)")
        }
        if answer.probe.interrupts < Self.leastInterrupts {
            missing.append("\(answer.probe.interrupts) interrupts of \(Self.leastInterrupts)")
        }
        return missing
            + predicted.bars.filter { bar in
                !answer.bars.contains { $0.plan.bar == bar.bar && $0.kernelSize == bar.size }
            }.map { "\(BARSize(bar: $0.bar, size: $0.size))" }
    }

    private var differences: [String] {
        answer.probe.differences.map { "BAR \($0.bar) \($0.differs.joined(separator: ", "))" }
            + answer.bars.flatMap(\.differences)
    }

    private var unforeseen: [String] {
        predicted.bars.filter { bar in !answer.bars.contains { $0.plan.hasShape(of: bar) } }
            .map { "BAR \($0.bar)" }
    }

    private var hasConfirmation: Bool {
        answer.bars.isEmpty || answer.probe.checks.contains { $0.outcome == .confirmed }
    }

    private var contradictions: [String] {
        answer.probe.checks.filter { ![.confirmed, .notTried].contains($0.outcome) }.map {
            "\($0.kind) BAR \($0.bar) [\($0.start),\($0.end)) "
                + [$0.outcome.rawValue, $0.errno].compactMap { $0 }.joined(separator: " ")
        }
    }

    /// `3 confirmed, 1 not-tried`.
    private var outcomes: String {
        Dictionary(grouping: answer.probe.checks, by: \.outcome.rawValue)
            .sorted { $0.key < $1.key }.map { "\($0.value.count) \($0.key)" }
            .joined(separator: ", ")
    }
}
