public import LiveProbe
public import MappingPolicy

/// A device's plan at one page size, and what printers may want beside it.
public struct PlannedDevice {
    /// The plan.
    let plan: DevicePlan
    /// What it rests on.
    let evidence: PlanEvidence
    /// What VFIO answered and what was tried; nil where nothing was probed.
    let probe: ProbeReport?
    private let makeAdvice: () -> [Advice]
    private let findNames: () -> DeviceNames

    /// - Parameters:
    ///   - plan: the plan.
    ///   - evidence: what it rests on.
    ///   - probe: what VFIO answered and what was tried; nil where nothing was probed.
    ///   - advice: says what could be changed, called by printers that print it: it plans anew.
    ///   - names: looks the device's names up, likewise: the list of all names is long.
    public init(
        _ plan: DevicePlan, _ evidence: PlanEvidence, probe: ProbeReport? = nil,
        advice: @escaping () -> [Advice], names: @escaping () -> DeviceNames
    ) {
        self.plan = plan
        self.evidence = evidence
        self.probe = probe
        makeAdvice = advice
        findNames = names
    }

    /// What could be changed.
    var advice: [Advice] { makeAdvice() }

    /// The names of the device's numbers.
    var names: DeviceNames { findNames() }
}
