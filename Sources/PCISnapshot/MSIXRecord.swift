/// Where the MSI-X structures lie, in words instead of capability bytes.
public struct MSIXRecord: Equatable, Sendable {
    /// Table entries, 1 to 2048.
    public var entries: Int
    /// The table's place.
    public var table: Location
    /// The pending bit array's place.
    public var pba: Location

    /// A record with these values.
    public init(entries: Int, table: Location, pba: Location) {
        self.entries = entries
        self.table = table
        self.pba = pba
    }

    /// A BAR indicator (0 to 7, not checked) and an offset.
    public struct Location: Equatable, Sendable {
        /// BAR indicator register (BIR), as the capability holds it.
        public var bar: Int
        /// Byte offset in that BAR.
        public var offset: UInt64

        /// A place with these values.
        public init(bar: Int, offset: UInt64) {
            self.bar = bar
            self.offset = offset
        }
    }
}
