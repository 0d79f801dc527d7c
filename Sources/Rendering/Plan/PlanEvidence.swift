public import PCISnapshot

/// What a plan rests on, with live answers or without.
public struct PlanEvidence: Sendable {
    /// The name that plans give it.
    public let name: String

    /// The evidence of a source, and whether VFIO's own answers are part of the plan.
    public init(_ source: Evidence, isLive: Bool) {
        switch (source, isLive) {
        case (.sysfs, true): name = "vfio"
        case (_, true): name = "\(source.rawValue)+vfio"
        case (_, false): name = source.rawValue
        }
    }
}
