import ArgumentParser
import HostAccess
import Printing
import Rendering

/// How a command prints.
struct OutputOptions: ParsableArguments {
    enum Colour: String, ExpressibleByArgument, CaseIterable {
        case auto
        case always
        case never
    }

    @Flag(help: "Print JSON.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Colour the output; auto means on a terminal, unless NO_COLOR is set.",
            valueName: "when"))
    var color = Colour.auto

    /// The style of what people read.
    var style: Style {
        switch color {
        case .always: Style(coloured: true)
        case .never: Style(coloured: false)
        case .auto:
            Style(
                coloured: Terminal.isOutput && Terminal.environment("NO_COLOR") == nil
                    && Terminal.environment("TERM") != "dumb")
        }
    }
}

/// Standard output as commands use it: failures end the command with the right status.
struct Output {
    private let file = OutputFile.standardOutput()

    func write(_ json: [UInt8]) throws(Outcome) {
        do { try file.write(json) } catch { throw Outcome(writing: error, to: Outcome.failed) }
    }

    func write(_ text: SafeText) throws(Outcome) {
        do { try file.write(text) } catch { throw Outcome(writing: error, to: Outcome.failed) }
    }

    func flush() throws(Outcome) {
        do { try file.flush() } catch { throw Outcome(writing: error, to: Outcome.failed) }
    }
}
