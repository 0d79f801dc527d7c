import ArgumentParser
import HostAccess
import MappingPolicy
import PCIDecoding
import Rendering

/// `vfio-probe recommend`.
struct RecommendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recommend",
        abstract: "Recommend what to mmap of each BAR, and say why not the rest.",
        discussion: """
            Reads only: no device is opened, bound or reset. Without --page-size the plan is for
            the page size of the machine that the devices are in.

            Examples:
              vfio-probe recommend 01:00.0
              vfio-probe recommend --page-size 4k,64k -d 1e0f:
              vfio-probe recommend --mock host.json --json
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var output: OutputOptions

    @Option(
        help: ArgumentHelp(
            "Page sizes to plan for, with commas: 4k, 16k, 64k.", valueName: "sizes"),
        transform: PageSizeList.init)
    var pageSize: PageSizeList?

    func run() throws {
        var session = try Session.open(source, selection)
        let pages = pageSize?.sizes ?? [session.hostPageSize]
        let devices = session.chosen.map { session.device($0) }
        let out = Output()
        if output.json {
            try printJSON(devices, pages, session, out)
        } else {
            try printTables(devices, pages, session, out)
        }
        try out.flush()
        try session.finish()
    }

    private func printJSON(
        _ devices: [Device], _ pages: [PageSize], _ session: borrowing Session, _ out: Output
    ) throws {
        let json = PlanJSON()
        try out.write(json.opening)
        for page in pages {
            let planner = session.planner(PlanOptions(pageSize: page))
            try out.write(json.opening(page, isFirst: page == pages.first))
            var isFirst = true
            for device in devices {
                let plan = planner.plan(device)
                let evidence = PlanEvidence(session.evidence, isLive: plan.isLive)
                try out.write(json.device(plan, evidence, isFirst: isFirst))
                isFirst = false
            }
            try out.write(json.planClosing)
        }
        try out.write(json.closing)
    }

    private func printTables(
        _ devices: [Device], _ pages: [PageSize], _ session: borrowing Session, _ out: Output
    ) throws {
        let names = PCINames()
        let table = PlanTable(style: output.style)
        var isFirst = true
        for device in devices {
            let known = names.names(of: device.identity)
            for page in pages {
                let plan = session.planner(PlanOptions(pageSize: page)).plan(device)
                let evidence = PlanEvidence(session.evidence, isLive: plan.isLive)
                try out.write((isFirst ? "" : "\n") + table.render(plan, evidence, known))
                isFirst = false
            }
        }
    }
}

/// The value of `--page-size`.
struct PageSizeList {
    let sizes: [PageSize]

    init(_ text: String) throws {
        sizes = try text.split(separator: ",", omittingEmptySubsequences: false).map { word in
            let number = word.lowercased()
            let bytes =
                number.hasSuffix("k")
                ? UInt64(number.dropLast()).map {
                    $0.multipliedReportingOverflow(by: 1024).partialValue
                }
                : UInt64(number)
            guard let bytes, let page = PageSize(bytes) else {
                throw ValidationError("'\(word)' is no page size: 4k, 16k or 64k is.")
            }
            return page
        }
        guard Set(sizes).count == sizes.count else {
            throw ValidationError("a page size is given twice.")
        }
    }
}
