import ArgumentParser
import HostAccess
import Printing
import Rendering

/// How a command prints.
struct OutputOptions: ParsableArguments {
    enum Color: String, ExpressibleByArgument, CaseIterable {
        case auto
        case always
        case never
    }

    @Flag(help: "Print JSON.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Color the output; auto means on a terminal, unless NO_COLOR is set.",
            valueName: "when"))
    var color = Color.auto

    /// The style of what people read.
    var style: Style {
        switch color {
        case .always: Style(colored: true)
        case .never: Style(colored: false)
        case .auto:
            Style(
                colored: Terminal.isOutput && Terminal.environment("NO_COLOR") == nil
                    && Terminal.environment("TERM") != "dumb")
        }
    }
}

/// Standard output as commands use it: failures end the command with the right status.
struct Output {
    private let file = OutputFile.standardOutput()

    func write(_ json: [UInt8]) throws(ExitError) {
        do { try file.write(json) } catch { throw ExitError(writing: error, to: ExitError.failed) }
    }

    func write(_ text: SafeText) throws(ExitError) {
        do { try file.write(text) } catch { throw ExitError(writing: error, to: ExitError.failed) }
    }

    func flush() throws(ExitError) {
        do { try file.flush() } catch { throw ExitError(writing: error, to: ExitError.failed) }
    }
}
