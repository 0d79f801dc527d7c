import ArgumentParser
import MappingPolicy

/// `--check[=warning]`: from which severity on a finding makes the exit status 3.
enum CheckLevel: String, ExpressibleByArgument, CaseIterable {
    case error
    case warning

    /// Whether a plan has findings that count.
    func objects(to plan: DevicePlan) -> Bool {
        let least: Finding.Severity = self == .error ? .error : .warning
        return plan.findings.contains { $0.severity >= least }
    }
}
