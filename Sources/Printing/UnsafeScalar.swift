extension Unicode.Scalar {
    /// Whether a terminal or a reader would obey the character, or not see it.
    ///
    /// Control characters (C0, C1, DEL), marks that reorder a line or have no width, separators of
    /// lines, and what means something else on every machine or nothing yet.
    var isUnsafe: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            true
        default: properties.isDefaultIgnorableCodePoint
        }
    }
}
