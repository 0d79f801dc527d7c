public import MappingPolicy
import PCIDecoding
public import PCISnapshot

/// What a probe found out about one device.
public struct ProbeReport: Sendable {
    /// The device with VFIO's answers in it: what `capture --live` keeps.
    public let snapshot: DeviceSnapshot
    /// The plan with the answers.
    public let plan: DevicePlan
    /// The plan of the same device without them.
    public let prediction: DevicePlan
    /// The kernel's answer and the prediction, BAR by BAR.
    public let comparisons: [BARComparison]
    /// What VFIO answered.
    public let answers: DeviceReplies
    /// What came out of the trials; empty when none were asked for.
    public let checks: [Check]
    /// How the device was reached.
    public let visit: Visit

    /// Trials whose outcome contradicts the plan.
    public var contradictions: Int { checks.count { $0.isContradiction } }
}

/// How a device was reached, and what that took.
public struct Visit: Equatable, Sendable {
    /// The interface.
    public let backend: Backend
    /// The driver that answered.
    public let driver: String
    /// The driver that the device was taken from, nil when it was bound to VFIO or to none.
    public let borrowedFrom: String?
    /// Whether the device was bound for the probe.
    public let wasBound: Bool
    /// The reset methods that the kernel has for the function, the first to be tried first.
    public let resetMethods: [String]
    /// Nanoseconds of opening, which resets the function.
    public let openNanoseconds: UInt64
    /// Nanoseconds of questions and trials.
    public let askNanoseconds: UInt64
    /// Nanoseconds of closing, which resets the function again.
    public let closeNanoseconds: UInt64
}

/// One BAR: what the kernel answered, what was predicted, and where the two differ.
public struct BARComparison: Equatable, Sendable {
    /// The BAR.
    public let bar: Int
    /// The kernel's answer, nil when it was not asked or its bytes are no answer.
    public let answer: RegionInfo?
    /// The plan with the answer, nil when the kernel says that there is no such region.
    public let live: BARPlan?
    /// The plan without it, nil when sysfs knows no such BAR.
    public let predicted: BARPlan?

    /// Where kernel and prediction differ, in words; empty when they agree.
    public var differences: [String] {
        guard let live else { return ["predicted, but the kernel says there is none"] }
        guard let predicted else { return ["the kernel has it, sysfs does not"] }
        var words: [String] = []
        if live.bar.size != predicted.bar.size {
            words.append(
                "size \(Hex.number(live.bar.size)), predicted \(Hex.number(predicted.bar.size))")
        }
        let allowed = live.bytes(of: .direct)
        let expected = predicted.bytes(of: .direct)
        if allowed != expected {
            words.append(
                "\(Hex.number(allowed)) bytes can be mapped, predicted \(Hex.number(expected))")
        } else if Self.classes(live) != Self.classes(predicted) {
            words.append("other bytes can be mapped than predicted")
        }
        if live.mmaps.map(\.fileOffset) != predicted.mmaps.map(\.fileOffset), words.isEmpty {
            words.append("file offsets differ")
        }
        if live.mmaps.map(\.protection) != predicted.mmaps.map(\.protection), words.isEmpty {
            words.append("accesses differ")
        }
        return words
    }

    private struct Run: Equatable {
        let range: ByteRange
        let mappingClass: MappingClass
    }

    private static func classes(_ plan: BARPlan) -> [Run] {
        plan.extents.map { Run(range: $0.range, mappingClass: $0.verdict.mappingClass) }
    }

    /// All BARs that either side knows, ascending.
    static func all(_ live: DevicePlan, _ predicted: DevicePlan, _ device: Device)
        -> [BARComparison]
    {
        Set((live.bars + predicted.bars).map(\.bar.index)).sorted().map { index in
            let told = device.regions.first { $0.index == index }
            return BARComparison(
                bar: index, answer: told.flatMap { try? $0.info.get() },
                live: live.bars.first { $0.bar.index == index },
                predicted: predicted.bars.first { $0.bar.index == index })
        }
    }
}
