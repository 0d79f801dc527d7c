import ArgumentParser
import HostAccess
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

            Examples:
              vfio-probe capture -o host.json
              vfio-probe capture 01:00.0 | vfio-probe recommend --mock -
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var selection: SelectionOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
    var output: String?

    @Flag(help: "Print JSON; always so, there is no other form.")
    var json = false

    func run() throws {
        var session = try Session.open(source, selection.parsed())
        let file = try target()
        let host = session.machine.selecting(session.chosen).host
        let chosen = session.chosen
        do {
            try SnapshotFile.encode(
                host, deviceCount: chosen.count,
                device: { (index) throws(SystemFailure) in session.read(chosen[index]).snapshot },
                write: { (bytes) throws(SystemFailure) in try file.write(bytes) })
            try file.flush()
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
