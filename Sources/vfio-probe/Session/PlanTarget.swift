import MappingPolicy
import PCIDecoding
import Printing

/// A device to be planned for, with what is known of its TDISP interface.
struct PlanTarget {
    let device: Device
    let tdisp: TDISPInputs?

    /// What is wrong with its report, nil for nothing: then nothing of it is mapped.
    var reportProblem: String? {
        guard case .invalid(let error)? = tdisp?.report else { return nil }
        return "\(device.address): TDISP report: \(error)"
    }

    /// Ends the command when a report could not be read: nobody should take the plan for one.
    static func refuseBrokenReports(_ targets: [PlanTarget]) throws(ExitError) {
        let problems = targets.compactMap(\.reportProblem)
        if !problems.isEmpty {
            throw ExitError(ExitError.malformedInput, SafeText(problems.joined(separator: "; ")))
        }
    }
}
