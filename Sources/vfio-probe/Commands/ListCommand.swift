import ArgumentParser
import HostAccess
import MappingPolicy
import PCIDecoding
import Rendering

/// `vfio-probe list`.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List functions: ids, driver, group, MSI-X table, how much can be mapped.",
        discussion: """
            A line per function. MAPPABLE is the share of the bytes of all BARs that userspace \
            may map at the host's page size; ? means that it cannot be known.

            Examples:
              vfio-probe list
              vfio-probe list -v 01:00.0
              vfio-probe list -d ::0108 --json       every NVMe controller
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .shortAndLong, help: "Show BARs and capabilities too.")
    var verbose = false

    func run() throws {
        var session = try Session.open(source, selection.parsed())
        let page = session.hostPageSize
        let planner = session.planner(PlanOptions(pageSize: page))
        let names = PCINames()
        let printer: any StreamPrinter<ListedDevice> =
            output.json ? ListJSON() : ListTable(style: output.style, verbose: verbose)
        let out = Output()
        try printer.write(to: out) { (append) throws(ExitError) in
            for index in session.chosen {
                let (snapshot, device) = session.read(index)
                let plan = planner.plan(device, tdisp: TDISPInputs(snapshot))
                try append(ListedDevice(device, plan, names.names(of: device.identity)))
            }
        }
        try out.flush()
        try session.finish()
    }
}
