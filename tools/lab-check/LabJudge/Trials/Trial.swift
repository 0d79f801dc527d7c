/// The trials of tools/lab/trials, by the names of their files.
public enum Trial: String, CaseIterable, Sendable {
    case kills
    case signals
    case races
    case mates
    case removal
    case allocations
    case calls
    case inUse = "in-use"

    /// What judges it.
    func rules() -> any TrialRules {
        switch self {
        case .kills: Kills()
        case .signals: Signals()
        case .races: TwoAtOnce(ofGroup: false)
        case .mates: TwoAtOnce(ofGroup: true)
        case .removal: Removals()
        case .allocations: Allocations()
        case .calls: FailingCalls()
        case .inUse: InUseCases()
        }
    }
}
