import ArgumentParser
import HostAccess
import MappingPolicy
import PCIDecoding
import PCISnapshot
import Rendering

/// `vfio-probe recommend`.
struct RecommendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recommend",
        abstract: "Recommend what to mmap of each BAR, and say why not the rest.",
        discussion: """
            Reads only: no device is opened, bound or reset. Without --page-size the plan is for \
            the page size of the machine that the devices are in.

            \(PlanFormat.summary)

            Examples:
              vfio-probe recommend 01:00.0
              vfio-probe recommend --page-size 4k,16k,64k -d 1e0f:
              vfio-probe recommend --snapshot host.json --json
              vfio-probe recommend --tdisp-report report.bin --confidential 01:00.0
              vfio-probe recommend --check=warning 01:00.0 && echo clean
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var planning: PlanningOptions
    @OptionGroup var tdisp: TDISPOptions
    @OptionGroup var output: OutputOptions

    @Option(help: ArgumentHelp("How to print: \(PlanFormat.names).", valueName: "format"))
    var format: PlanFormat?

    @Option(
        help: ArgumentHelp(
            "Exit with 3 on findings of severity error (--check), or warning too (--check=warning).",
            valueName: "severity"))
    var check: CheckLevel?

    func validate() throws {
        if output.json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) are mutually exclusive")
        }
    }

    func run() throws {
        var session = try Session.open(source, selection.parsed())
        let targets = try session.targets(tdisp)
        var isChecked = true
        let plans = plans(of: targets, session) { plan in
            if check?.objects(to: plan) ?? false { isChecked = false }
        }
        let out = Output()
        let format = output.json ? .json : self.format ?? .table
        try format.printer(output.style).write(plans, to: out)
        try out.flush()
        try session.finish()
        try PlanTarget.refuseBrokenReports(targets)
        if !isChecked { throw ExitError(ExitError.checkFailed) }
    }

    /// The targets' plans at all page sizes; each is looked at when it is made.
    private func plans(
        of targets: [PlanTarget], _ session: borrowing Session,
        _ look: @escaping (DevicePlan) -> Void
    ) -> PlanSet {
        let pages = planning.pages(session)
        let planners = pages.map { session.planner(planning.options($0, tdisp)) }
        let source = session.source
        let names = PCINames()
        return PlanSet(pages: pages, deviceCount: targets.count) { device, page in
            let (target, planner) = (targets[device], planners[page])
            let plan = planner.plan(target.device, tdisp: target.tdisp)
            look(plan)
            return PlannedDevice(
                plan, source.evidence(plan),
                advice: { planner.advice(on: plan, for: target.device, tdisp: target.tdisp) },
                names: { names.names(of: target.device.identity) })
        }
    }
}
