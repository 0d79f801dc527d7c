import ArgumentParser
import HostAccess
import LiveProbe
import PCISnapshot
import SnapshotFile

/// `vfio-probe capture`.
struct CaptureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: "Write a snapshot of devices, which --mock reads on any machine.",
        discussion: """
            The snapshot holds raw configuration space and the kernel's resource list; a plan \
            made from it is the plan made here. Its format is vfio-probe/snapshot/1, JSON.
            With --live, a device that cannot be opened is told and written without answers.

            Examples:
              vfio-probe capture -o host.json
              vfio-probe capture 01:00.0 | vfio-probe recommend --mock -
              vfio-probe capture --live --bind 01:00.0     with VFIO's answers, as probe asks
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var selection: SelectionOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
    var output: String?

    @Flag(help: "Print JSON; always so, there is no other form.")
    var json = false

    @Flag(help: "Open the devices through VFIO and keep its answers; resets them, as probe does.")
    var live = false

    @OptionGroup var liveOptions: LiveOptions

    func validate() throws {
        if live, source.sysfs != nil || selection.isEmpty && source.mock == nil {
            throw ValidationError("--live needs devices of this machine: an address, -s or -d.")
        }
        if !live, liveOptions.bind || liveOptions.noIommu {
            throw ValidationError("--bind and --no-iommu are for --live.")
        }
    }

    func run() throws {
        if live { return try runLive() }
        var session = try Session.open(source, selection.parsed())
        let file = try target()
        let host = session.machine.selecting(session.chosen).host
        let chosen = session.chosen
        do {
            try SnapshotFile.encode(
                host, deviceCount: chosen.count,
                device: { (index) throws(SystemFailure) in session.read(chosen[index]).snapshot },
                write: { (bytes) throws(SystemFailure) in try file.write(bytes) })
            try file.finish()
        } catch {
            throw Outcome(
                writing: error, to: output == nil ? Outcome.failed : Outcome.cannotCreate)
        }
        try session.finish()
    }

    /// Each device is asked before the file says anything of it.
    private func runLive() throws {
        var session = try LiveSession.open(source, selection.parsed())
        let file = try target()
        let chosen = session.session.chosen
        var snapshots: [DeviceSnapshot] = []
        for index in chosen {
            let snapshot = session.session.read(index).snapshot
            let report = try session.probe(snapshot, liveOptions.probeOptions)
            snapshots.append(report?.snapshot ?? snapshot)
        }
        let host = session.session.machine.selecting(chosen).host
        do {
            try SnapshotFile.encode(
                host, deviceCount: chosen.count,
                device: { (index) throws(SystemFailure) in snapshots[index] },
                write: { (bytes) throws(SystemFailure) in try file.write(bytes) })
            try file.finish()
        } catch {
            throw Outcome(
                writing: error, to: output == nil ? Outcome.failed : Outcome.cannotCreate)
        }
        try session.finish()
    }

    private func target() throws(Outcome) -> OutputFile {
        guard let output, output != "-" else { return .standardOutput() }
        do {
            return try Files.create(output)
        } catch {
            throw Outcome(Outcome.cannotCreate, error.description)
        }
    }
}
