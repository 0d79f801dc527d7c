import HostAccess
import LiveProbe
import MappingPolicy
import PCIDecoding
import PCISnapshot
import Printing

/// A session whose devices are asked through VFIO: a source, and the kernel that belongs to it.
struct LiveSession: ~Copyable {
    var session: Session
    let kernel: any ProbeKernel
    private var failed: Int32 = 0

    /// Opens this machine, or a snapshot file with the mock kernel for it.
    static func open(
        _ options: SourceOptions, _ selection: Selection, config: ConfigExtent = .identified
    ) throws(ExitError) -> LiveSession {
        guard case .snapshot(let file) = options.source else {
            return LiveSession(
                try Session.open(options, selection, config: config), HostKernel())
        }
        let machine = try SnapshotMachine(file)
        return LiveSession(
            try Session.open(machine.source, of: options.source, selection), machine.kernel)
    }

    private init(_ session: consuming Session, _ kernel: any ProbeKernel) {
        self.session = session
        self.kernel = kernel
    }

    /// The planner for what VFIO answers: at the page size of the machine.
    func planner(confidential: Bool) -> Planner {
        session.planner(
            PlanOptions(pageSize: session.hostPageSize, confidential: confidential))
    }

    /// Probes a device; nil, and told on standard error, when that fails.
    ///
    /// - Parameters:
    ///   - snapshot: the device as the source tells it.
    ///   - options: what is wanted of the probe.
    ///   - plan: makes the plan of a snapshot; with one planner for all devices, as making it
    ///     takes all of them into account.
    /// - Throws: when a signal asked for the end.
    mutating func probe(
        _ snapshot: DeviceSnapshot, _ options: ProbeOptions,
        plan: @escaping (DeviceSnapshot) -> DevicePlan
    ) throws(ExitError) -> ProbeReport? {
        do {
            return try run(snapshot, options, kernel, plan) { text in
                // The second line of one message, or a message: never a stranger's line.
                Terminal.warn(
                    text.hasPrefix("next: ") ? "  \(text)" : "vfio-probe: \(text)")
            }
        } catch {
            let outcome = ExitError(error)
            if case .interrupted = error.kind { throw outcome }
            if let message = outcome.message { Terminal.warn("vfio-probe: \(message)") }
            if failed == 0 { failed = outcome.status }
            return nil
        }
    }

    /// The steps that a probe would take.
    ///
    /// - Parameter neighbors: the machine's memory; made once for all devices.
    mutating func dryRun(
        _ snapshot: DeviceSnapshot, _ options: ProbeOptions, _ neighbors: PageNeighbors,
        plan: @escaping (DeviceSnapshot) -> DevicePlan
    ) throws(ExitError) -> [String]? {
        let dryRun = DryRunKernel(
            kernel, snapshot, pageSize: session.machine.host.pageSize, neighbors)
        do {
            _ = try run(snapshot, options, dryRun, plan) { _ in }
            return dryRun.steps
        } catch {
            let outcome = ExitError(error)
            if let message = outcome.message { Terminal.warn("vfio-probe: \(message)") }
            if failed == 0 { failed = outcome.status }
            return nil
        }
    }

    private func run(
        _ snapshot: DeviceSnapshot, _ options: ProbeOptions, _ kernel: any ProbeKernel,
        _ plan: @escaping (DeviceSnapshot) -> DevicePlan, tell: @escaping (String) -> Void
    ) throws(ProbeFailure) -> ProbeReport {
        try Probe(kernel, options, plan: plan, tell: tell).run(snapshot)
    }

    /// Whether a device's report, if it has one, can be read; one that cannot is told, and counts
    /// against nobody else.
    mutating func takes(_ target: PlanTarget) -> Bool {
        guard let problem = target.reportProblem else { return true }
        Terminal.warn("vfio-probe: \(problem)")
        if failed == 0 { failed = ExitError.malformedInput }
        return false
    }

    /// Remembers that the kernel contradicted a plan.
    mutating func note(contradictions: Int, of report: ProbeReport) {
        guard contradictions > 0 else { return }
        Terminal.warn(
            "vfio-probe: \(report.snapshot.address): the kernel contradicts the plan in"
                + " \(contradictions) of \(report.checks.count) trials")
        if failed == 0 { failed = ExitError.failed }
    }

    /// Tells what concerns many devices; ends the command where some could not be probed.
    func finish() throws(ExitError) {
        try session.finish()
        if failed != 0 { throw ExitError(failed) }
    }
}
