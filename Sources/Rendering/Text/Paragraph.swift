import Printing

/// Format broken into lines that fit a width.
struct Paragraph {
    let lines: [String]

    /// - Parameters:
    ///   - text: words between single spaces.
    ///   - indent: columns that the caller puts before each line.
    ///   - width: columns that there are.
    init(_ text: SafeText, indent: Int, width: Int) {
        var lines: [String] = []
        var line = ""
        for word in text.description.split(separator: " ") {
            if !line.isEmpty, indent + line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        lines.append(line)
        self.lines = lines
    }
}
