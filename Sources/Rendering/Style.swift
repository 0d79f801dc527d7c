import MappingPolicy

/// Colour, or none; it only repeats what the words say.
public struct Style: Sendable {
    private let coloured: Bool

    /// A style with or without colour.
    public init(coloured: Bool) { self.coloured = coloured }

    func bold(_ text: String) -> String { wrap(text, "1") }

    func faint(_ text: String) -> String { wrap(text, "2") }

    func paint(_ text: String, _ mappingClass: MappingClass) -> String {
        switch mappingClass {
        case .direct: wrap(text, "32")
        case .reflect: wrap(text, "33")
        case .emulate: wrap(text, "36")
        case .unknown: wrap(text, "35")
        case .private, .conflict: wrap(text, "31")
        }
    }

    func paint(_ text: String, _ severity: Finding.Severity) -> String {
        switch severity {
        case .info: faint(text)
        case .warning: wrap(text, "33")
        case .error: wrap(text, "31")
        }
    }

    private func wrap(_ text: String, _ code: String) -> String {
        coloured ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}
