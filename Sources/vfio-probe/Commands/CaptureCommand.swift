import Anonymizing
import ArgumentParser
import HostAccess
import LiveProbe
import MappingPolicy
import PCIDecoding
import PCISnapshot
import Printing
import SnapshotFile

/// `vfio-probe capture`.
struct CaptureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: "Write a snapshot of devices, which --snapshot reads on any machine.",
        discussion: """
            The snapshot holds raw configuration space, all of it, and the kernel's resource list; \
            a plan made from it is the plan made here. Reading registers that nobody knows has \
            crashed devices: other commands read what they decode. Its format is vfio-probe/snapshot/1, JSON.
            With --live, a device that cannot be opened is told and written without answers.
            With --anonymize it holds what a plan rests on and nothing else: no serial numbers, \
            VPD, subsystem ids, file names; the plan is the same. What is kept is said.

            Examples:
              vfio-probe capture -o host.json
              vfio-probe capture 01:00.0 | vfio-probe recommend --snapshot -
              vfio-probe capture --anonymize -o report.json   to be passed on
              vfio-probe capture --live --bind 01:00.0     with VFIO's answers, as probe asks
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var selection: SelectionOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Write to a file instead of standard output; not to another user's, nor to a pipe.",
            valueName: "file"))
    var output: String?

    @Flag(
        help: "Leave out what could tell whose devices these are, and say what is kept.")
    var anonymize = false

    @Flag(help: "Print JSON; always so, there is no other form.")
    var json = false

    @Flag(help: "Open the devices through VFIO and keep its answers; resets them, as probe does.")
    var live = false

    @OptionGroup var liveOptions: LiveOptions

    func validate() throws {
        if output == "" { throw ValidationError("empty file name") }
        let source = source.source
        if live, !source.canProbe || selection.isEmpty && source.isThisMachine {
            throw ValidationError(
                "--live requires a device of this machine: give an address, -s or -d")
        }
        if !live, liveOptions.bind || liveOptions.noIommu || liveOptions.force != nil {
            throw ValidationError("--bind, --force and --no-iommu require --live")
        }
    }

    func run() throws {
        if anonymize {
            for line in Anonymity.statement { Terminal.warn("vfio-probe: \(line)") }
        }
        if live { return try runLive() }
        var session = try Session.open(source, selection.parsed(), config: .whole)
        let file = try target()
        let chosen = session.chosen
        let host = session.machine.selecting(chosen).host
        try write(host, chosen.count, to: file) { session.read(chosen[$0]).snapshot }
        try session.finish()
    }

    /// Creates the output first, to fail early; then probes, then writes.
    private func runLive() throws {
        var session = try LiveSession.open(source, selection.parsed(), config: .whole)
        let file = try target()
        let chosen = session.session.chosen
        try liveOptions.refuseForce(of: chosen.count)
        let planner = session.planner(confidential: false)
        var snapshots: [DeviceSnapshot] = []
        for index in chosen {
            let snapshot = session.session.read(index).snapshot
            let report = try session.probe(snapshot, liveOptions.probeOptions) {
                planner.plan(Device($0), tdisp: TDISPInputs($0))
            }
            snapshots.append(report?.snapshot ?? snapshot)
        }
        let host = session.session.machine.selecting(chosen).host
        try write(host, snapshots.count, to: file) { snapshots[$0] }
        try session.finish()
    }

    private func write(
        _ host: HostFacts, _ count: Int, to file: OutputFile, device: (Int) -> DeviceSnapshot
    ) throws(ExitError) {
        do {
            try SnapshotFile.encode(
                anonymize ? host.anonymized : host, deviceCount: count,
                device: { (index) throws(SystemFailure) in
                    anonymize ? device(index).anonymized : device(index)
                },
                write: { (bytes) throws(SystemFailure) in try file.write(bytes) })
            try file.finish()
        } catch {
            throw ExitError(
                writing: error, to: output == nil ? ExitError.failed : ExitError.cannotCreate)
        }
    }

    private func target() throws(ExitError) -> OutputFile {
        guard let output, output != "-" else { return .standardOutput() }
        do {
            return try OutputFile.create(output)
        } catch {
            throw ExitError(ExitError.cannotCreate, "\(error)")
        }
    }
}
