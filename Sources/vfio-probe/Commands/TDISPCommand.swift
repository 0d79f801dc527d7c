import ArgumentParser
import Printing
import Rendering
import TDISP

/// `vfio-probe tdisp`.
struct TDISPCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tdisp",
        abstract: "Read what a TDISP device reports about itself.",
        discussion: """
            Examples:
              vfio-probe tdisp decode report.bin
            """,
        subcommands: [DecodeCommand.self])
}

/// `vfio-probe tdisp decode`.
struct DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Show a DEVICE_INTERFACE_REPORT in words.",
        discussion: """
            A file holds a raw report, or the DEVICE_INTERFACE_REPORT messages that it came in; \
            binary or hexadecimal text. Messages may be spread over several files, in order.

            Examples:
              vfio-probe tdisp decode report.bin
              vfio-probe tdisp decode --json part1.hex part2.hex
            """)

    @OptionGroup var output: OutputOptions

    @Argument(help: ArgumentHelp("Files, in order; - is standard input.", valueName: "file"))
    var files: [String]

    func run() throws {
        let contents = try TDISPOptions.read(files)
        let out = Output()
        do {
            let input = try ReportInput(contents)
            let report = try InterfaceReport(input.bytes)
            if output.json {
                try out.write(ReportJSON().render(report, input.form))
            } else {
                try out.write(ReportTable(style: output.style).render(report, input.form))
            }
        } catch let error as ReportError {
            let file = files.indices.contains(error.file) ? files[error.file] : files[0]
            if output.json {
                try out.write(ReportJSON().render(error))
                try out.flush()
            }
            let linux = LinuxVerdict(error) == nil ? "" : " (Linux would reject it)"
            throw ExitError(ExitError.malformedInput, "\(file): \(error)\(linux)")
        }
        try out.flush()
    }
}
