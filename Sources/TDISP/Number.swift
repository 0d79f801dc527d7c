/// Numbers in texts.
enum Number {
    /// `0x` and the digits, without padding.
    static func hex(_ value: some BinaryInteger) -> String {
        "0x" + String(value, radix: 16)
    }
}
