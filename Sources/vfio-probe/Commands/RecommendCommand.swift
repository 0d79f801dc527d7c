import ArgumentParser
import MappingPolicy
import PCIDecoding
import PCISnapshot

/// `vfio-probe recommend`.
struct RecommendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recommend",
        abstract: "Recommend what to mmap of each BAR, and say why not the rest.",
        discussion: """
            Reads only: no device is opened, bound or reset. Without --page-size the plan is for \
            the page size of the machine that the devices are in.

            Formats: table for people; json, schema vfio-probe/plan/1; c, a C header with an array \
            of offset, length and file offset per BAR; sparse, the areas that VFIO's SPARSE_MMAP \
            capability would have to report, JSON, schema vfio-probe/sparse/1.

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

    @Option(help: ArgumentHelp("How to print: table, json, c, sparse.", valueName: "format"))
    var format: PlanFormat?

    @Option(
        help: ArgumentHelp(
            "Exit with 3 on findings of severity error (--check), or warning too (--check=warning).",
            valueName: "severity"))
    var check: CheckLevel?

    func validate() throws {
        if output.json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) are two formats.")
        }
    }

    func run() throws {
        var session = try Session.open(source, selection.parsed())
        let targets = try session.targets(tdisp)
        let plans = planning.pages(session).map { page in
            PageSizePlan(
                page, session.planner(planning.options(page, tdisp)), targets, session.source)
        }
        let out = Output()
        let format = output.json ? .json : self.format ?? .table
        let isChecked = try format.write(plans, style: output.style, to: out, check)
        try out.flush()
        try session.finish()
        try PlanTarget.refuseBrokenReports(targets)
        if !isChecked { throw ExitError(ExitError.checkFailed) }
    }
}
