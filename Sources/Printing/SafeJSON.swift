import PCISnapshot

/// JSON in which a terminal obeys nothing but the ends of lines between values.
public enum SafeJSON {
    /// Appends a character of a string, escaped (RFC 8259, section 7) where a terminal would obey
    /// it; quotes and backslashes are the caller's.
    public static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        guard scalar.isUnsafe else {
            bytes += String(scalar).utf8
            return
        }
        for unit in String(scalar).utf16 { bytes += ("\\u" + Hex.digits(unit, width: 4)).utf8 }
    }

    /// Appends a piece of a document, whatever it holds: what should have been escaped is.
    ///
    /// - Parameter piece: UTF-8; no character is spread over two pieces.
    public static func append(_ piece: [UInt8], to bytes: inout [UInt8]) {
        if piece.allSatisfy({ (0x20..<0x7f).contains($0) || $0 == UInt8(ascii: "\n") }) {
            bytes += piece
            return
        }
        for scalar in String(decoding: piece, as: UTF8.self).unicodeScalars {
            if scalar == "\n" {
                bytes.append(UInt8(ascii: "\n"))
            } else {
                append(scalar, to: &bytes)
            }
        }
    }
}
