public import MappingPolicy
import PCIDecoding
public import PCISnapshot

/// One device of a machine and all that a plan for it depends on, but for the page size.
///
/// The tests and the fuzz targets check the same properties on it: those of every plan, whatever
/// the inputs. Each is a function that returns what is wrong, nil for nothing.
public struct PlanCase: Sendable {
    /// The machine, for its facts and neighbors.
    public var machine: Machine
    /// Which of its devices.
    public let index: Int
    /// What is done with the PBA.
    public var pba: PlanOptions.PBAPolicy
    /// Whether the plan is one for a confidential VM.
    public var confidential: Bool
    /// What is known of TDISP.
    public var tdisp: TDISPInputs?

    /// A case; TDISP is what the snapshot tells.
    public init(
        _ machine: Machine, index: Int = 0, pba: PlanOptions.PBAPolicy = .trap,
        confidential: Bool = false
    ) {
        self.machine = machine
        self.index = index
        self.pba = pba
        self.confidential = confidential
        tdisp = TDISPInputs(machine.devices[index])
    }

    /// The plan at a page size.
    public func plan(_ page: PageSize) -> DevicePlan {
        planner(page).plan(device, tdisp: tdisp)
    }

    func planner(_ page: PageSize) -> Planner {
        Planner(
            options: PlanOptions(pageSize: page, pba: pba, confidential: confidential),
            facts: machine.host, neighborhood: Neighborhood(machine))
    }

    var device: Device { Device(machine.devices[index]) }

    /// All properties at a page size and the next one.
    public func problem(_ page: PageSize) -> String? {
        let plan = plan(page)
        return shapeProblem(plan) ?? structureProblem(plan) ?? undecidedProblem(plan)
            ?? explanationProblem(plan) ?? selectionProblem(plan) ?? largerPageProblem(plan)
            ?? orderProblem(plan) ?? tableMoveProblem(page) ?? adviceProblem(plan)
    }
}
