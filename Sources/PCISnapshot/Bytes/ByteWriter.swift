extension [UInt8] {
    /// Appends a number, little endian: the other direction of `ByteReader`.
    @inlinable public mutating func append(little value: some FixedWidthInteger) {
        for byte in 0..<(value.bitWidth / 8) {
            append(UInt8(truncatingIfNeeded: value >> (8 * byte)))
        }
    }

    /// 32-bit numbers, little endian: a structure of `__u32` fields.
    static func words(_ words: UInt32...) -> [UInt8] {
        words.reduce(into: []) { bytes, word in bytes.append(little: word) }
    }
}
