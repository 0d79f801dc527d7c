import ArgumentParser
import HostAccess
import LiveProbe
import MappingPolicy
import PCIDecoding
import PCISnapshot
import Printing
import Rendering

/// `vfio-probe probe`.
struct ProbeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Ask the kernel itself through VFIO, and prove the plan by mapping.",
        discussion: """
            Opens each device through VFIO, as root, and makes the plan from the kernel's own
            answers, with the prediction from sysfs beside it. Opening and closing reset the
            function; how is said before. Nothing is written to a BAR. A device that VFIO does
            not have is left alone unless --bind is given; then its driver gets it back in every
            case, and `vfio-probe restore` undoes a run that was killed.

            Examples:
              vfio-probe probe 01:00.0                         bound to vfio-pci already
              vfio-probe probe --bind --verify 01:00.0         borrow it, prove the plan
              vfio-probe probe --bind --dry-run 01:00.0        only say what would be done
              vfio-probe probe --mock Mocks/devices/nvme-aligned.json --bind --verify

            Exit status: 69 VFIO is not available, 77 needs root, 78 the device is in use,
            1 a call failed or the kernel contradicts the plan.
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var live: LiveOptions
    @OptionGroup var tdisp: TDISPOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Map every recommended run and try what should be refused, touching nothing.")
    var verify = false

    @Flag(
        help: "Also read a word of the first and last page of each run; can have side effects.")
    var touch = false

    @Flag(help: "Print every step, and do none.")
    var dryRun = false

    func validate() throws {
        let source = source.source
        if !source.canProbe {
            throw ValidationError("a recorded tree cannot be probed: a snapshot can.")
        }
        if selection.isEmpty, source.isThisMachine {
            throw ValidationError("no device selected: give an address, -s or -d")
        }
    }

    func run() throws {
        var session = try LiveSession.open(source, selection.parsed())
        var options = live.probeOptions
        options.verify = verify
        options.touch = touch
        let out = Output()
        if dryRun {
            try dryRun(&session, options, out)
        } else {
            try probe(&session, options, out)
        }
        try out.flush()
        try session.finish()
    }

    private func probe(
        _ session: inout LiveSession, _ options: ProbeOptions, _ out: Output
    ) throws(ExitError) {
        let names = PCINames()
        let targets = try self.targets(&session)
        let planner = session.planner(confidential: tdisp.confidential)
        let printer: any StreamPrinter<PlannedDevice> =
            output.json
            ? ProbeJSON(page: session.session.hostPageSize) : ProbeTable(style: output.style)
        try printer.write(to: out) { (append) throws(ExitError) in
            for (snapshot, target) in targets {
                let (device, inputs) = (target.device, target.tdisp)
                let plan = { planner.plan(Device($0), tdisp: inputs) }
                guard let report = try session.probe(snapshot, options, plan: plan) else {
                    continue
                }
                try append(
                    PlannedDevice(
                        report.plan, session.session.source.evidence(report.plan), probe: report,
                        advice: {
                            planner.advice(
                                on: report.plan, for: Device(report.snapshot), tdisp: inputs)
                        },
                        names: { names.names(of: device.identity) }))
                // What is known is not lost when the next device ends the program.
                try out.flush()
                session.note(contradictions: report.contradictions, of: report)
            }
        }
    }

    private func dryRun(
        _ session: inout LiveSession, _ options: ProbeOptions, _ out: Output
    ) throws(ExitError) {
        let targets = try self.targets(&session)
        let planner = session.planner(confidential: tdisp.confidential)
        let neighbors = PageNeighbors(session.session.machine)
        let printer: any StreamPrinter<DryRunSteps> = output.json ? StepsJSON() : StepsTable()
        try printer.write(to: out) { (append) throws(ExitError) in
            for (snapshot, target) in targets {
                let steps = try session.dryRun(snapshot, options, neighbors) {
                    planner.plan(Device($0), tdisp: target.tdisp)
                }
                if let steps { try append(DryRunSteps(snapshot.address, steps)) }
            }
        }
    }

    /// The devices, everything checked that can be before one of them is opened; without those
    /// whose TDISP report cannot be read.
    private func targets(_ session: inout LiveSession) throws(ExitError)
        -> [(snapshot: DeviceSnapshot, target: PlanTarget)]
    {
        let targets = try session.session.targets(tdisp) { ($0, $1) }
        try live.refuseForce(of: targets.count)
        return targets.filter { session.takes($1) }
    }
}
