import ArgumentParser
import HostAccess
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
