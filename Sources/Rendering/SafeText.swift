extension String {
    /// The text without anything that a terminal would obey: names and files are strangers' words.
    ///
    /// Control characters (C0, C1, DEL) and the marks that reorder a line become `\u{…}`.
    public var safe: String {
        // Nearly all names are printable ASCII, and this is asked for every one of them.
        if utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isUnsafe {
                text += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}

extension Unicode.Scalar {
    var isUnsafe: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            true
        default: false
        }
    }
}
