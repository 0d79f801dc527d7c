/// Text for people in which a terminal obeys nothing but what this type put there itself: the ends
/// of lines, tabs, and colors.
///
/// The words of a literal are the program's own. All that is put into one is a stranger's: names of
/// drivers and files, numbers from a device, messages. Of these, every control character (C0, with
/// the ends of lines; C1; DEL), every mark that reorders or hides text and every separator of lines
/// becomes `\u{…}`. There is no way to a terminal but through this type, and none around the
/// cleaning into it.
public struct SafeText: Equatable, Sendable, CustomStringConvertible {
    /// How words stand out.
    public enum Mark: String, Sendable {
        case bold = "1"
        case faint = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case magenta = "35"
        case cyan = "36"
    }

    private struct Span: Equatable, Sendable {
        var text: String
        var mark: Mark?
    }

    /// Clean words, neighbors with the same mark joined.
    private var spans: [Span] = []

    private init(clean text: String) {
        if !text.isEmpty { spans = [Span(text: text, mark: nil)] }
    }

    /// A stranger's words, on one line.
    public init(_ text: String) { self.init(clean: text.safe()) }

    /// A text of lines, such as a help text: their ends stay.
    public init(lines text: String) { self.init(clean: text.safe(lines: true)) }

    /// The words alone, without marks.
    public var description: String { spans.map(\.text).joined() }

    /// Columns, a character each.
    public var count: Int { spans.reduce(0) { $0 + $1.text.count } }

    /// The same words, standing out.
    public func marked(_ mark: Mark) -> SafeText {
        var text = SafeText(clean: "")
        for span in spans { text.append(Span(text: span.text, mark: span.mark ?? mark)) }
        return text
    }

    /// Padded on the right to a width.
    public func padded(_ width: Int) -> SafeText {
        let missing = width - count
        guard missing > 0 else { return self }
        return self + SafeText(clean: String(repeating: " ", count: missing))
    }

    /// Cut to a width, the cut marked.
    public func cut(_ width: Int) -> SafeText {
        guard count > width else { return self }
        var text = SafeText(clean: "")
        var room = max(width - 1, 0)
        for span in spans {
            let piece = span.text.prefix(room)
            room -= piece.count
            text.append(Span(text: String(piece), mark: span.mark))
        }
        return text + SafeText(clean: "…")
    }

    /// Another text behind this one.
    public static func + (text: SafeText, next: SafeText) -> SafeText {
        var both = text
        both += next
        return both
    }

    /// Puts another text behind this one.
    public static func += (text: inout SafeText, next: SafeText) {
        for span in next.spans { text.append(span) }
    }

    /// Appends the text as a terminal takes it, UTF-8.
    public func write(to bytes: inout [UInt8]) {
        for span in spans {
            guard let mark = span.mark else {
                bytes += span.text.utf8
                continue
            }
            bytes += "\u{1b}[\(mark.rawValue)m\(span.text)\u{1b}[0m".utf8
        }
    }

    private mutating func append(_ span: Span) {
        if span.text.isEmpty { return }
        if let last = spans.indices.last, spans[last].mark == span.mark {
            spans[last].text += span.text
        } else {
            spans.append(span)
        }
    }
}

extension SafeText: ExpressibleByStringInterpolation {
    /// The program's own words: lines and tabs stay.
    public init(stringLiteral text: String) {
        self.init(clean: text.safe(lines: true, tabs: true))
    }

    /// A literal with what was put into it, cleaned.
    public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.text }

    /// Collects the pieces of a literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = SafeText(clean: "")

        /// Nothing yet.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// The program's own words.
        public mutating func appendLiteral(_ literal: String) {
            text.append(Span(text: literal.safe(lines: true, tabs: true)))
        }

        /// What is clean already, with its marks.
        public mutating func appendInterpolation(_ clean: SafeText) { text += clean }

        /// A stranger's words.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            text.append(Span(text: value.description.safe()))
        }
    }
}

extension String {
    /// The text without anything that a terminal would obey, but for what is to be kept.
    fileprivate func safe(lines: Bool = false, tabs: Bool = false) -> String {
        func isKept(_ character: UInt32) -> Bool {
            character == 0x0a && lines || character == 0x09 && tabs
        }
        // Nearly all words are printable ASCII, and this is asked for every one of them.
        if utf8.allSatisfy({ (0x20..<0x7f).contains($0) || isKept(UInt32($0)) }) { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isUnsafe, !isKept(scalar.value) {
                text += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}
