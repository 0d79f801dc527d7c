import PCISnapshot

/// The MSI-X capability: how many vectors, and where the table and the PBA lie.
///
/// Source: PCI Local Bus 3.0, 6.8.2. Nothing is validated against the BARs here: that is policy.
public struct MSIXCapability: Equatable, Sendable {
    /// Table entries, 1 to 2048: Message Control 10:0 plus one.
    public let entries: Int
    /// The table: 16 bytes an entry.
    public let table: Location
    /// The pending bit array: a bit an entry, in units of 8 bytes.
    public let pba: Location

    /// A place in a BAR.
    public struct Location: Equatable, Sendable {
        /// BAR indicator register (BIR), 0 to 7 as read; 6 and 7 are reserved.
        public let bar: Int
        /// Byte offset in that BAR, a multiple of 8.
        public let offset: UInt64

        /// A place, memberwise.
        public init(bar: Int, offset: UInt64) {
            self.bar = bar
            self.offset = offset
        }

        init(register: UInt32) {
            self.init(bar: Int(register & 7), offset: UInt64(register & ~7))
        }
    }

    /// A capability, memberwise.
    public init(entries: Int, table: Location, pba: Location) {
        self.entries = entries
        self.table = table
        self.pba = pba
    }

    /// Bytes of the table.
    public var tableSize: UInt64 { 16 * UInt64(entries) }

    /// Bytes of the PBA.
    public var pbaSize: UInt64 { 8 * ((UInt64(entries) + 63) / 64) }

    static let id: UInt16 = 0x11
    /// Bytes of it that are read here, from its id on.
    static let bytesRead = 12

    init(_ reader: ByteReader, at offset: Int) throws(DecodeError) {
        let control = try reader.u16(offset + 2, "MSI-X message control")
        entries = Int(control & 0x7ff) + 1
        table = Location(register: try reader.u32(offset + 4, "MSI-X table"))
        pba = Location(register: try reader.u32(offset + 8, "MSI-X PBA"))
    }
}
