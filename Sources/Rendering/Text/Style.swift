import MappingPolicy
import Printing

/// Color, or none; it only repeats what the words say.
public struct Style: Sendable {
    private let colored: Bool

    /// A style with or without color.
    public init(colored: Bool) { self.colored = colored }

    func bold(_ text: SafeText) -> SafeText { wrap(text, .bold) }

    func faint(_ text: SafeText) -> SafeText { wrap(text, .faint) }

    func paint(_ text: SafeText, _ mappingClass: MappingClass) -> SafeText {
        switch mappingClass {
        case .direct: wrap(text, .green)
        case .reflect: wrap(text, .yellow)
        case .emulate: wrap(text, .cyan)
        case .unknown: wrap(text, .magenta)
        case .private, .conflict: wrap(text, .red)
        }
    }

    func paint(_ text: SafeText, _ severity: Finding.Severity) -> SafeText {
        switch severity {
        case .info: faint(text)
        case .warning: wrap(text, .yellow)
        case .error: wrap(text, .red)
        }
    }

    private func wrap(_ text: SafeText, _ mark: SafeText.Mark) -> SafeText {
        colored ? text.marked(mark) : text
    }
}
