import PCISnapshot

/// A byte of a BAR.
struct BARPlace: Equatable, CustomStringConvertible {
    let bar: Int
    let offset: UInt64

    var description: String { "BAR \(bar) \(Hex.number(offset))" }
}

/// A BAR and its bytes.
struct BARSize: Equatable, CustomStringConvertible {
    let bar: Int
    let size: UInt64

    var description: String { "BAR \(bar) \(Hex.number(size))" }
}
