public import PCIDecoding

/// The story of some bytes of one BAR: what touches them, what won, what would change it.
public struct Explanation: Equatable, Sendable {
    /// One rule's word on the bytes.
    public struct Claim: Equatable, Sendable {
        /// The family that the rule belongs to: `region`, `device`, `msix`, `tdisp`, `page`.
        public let family: String
        /// The bytes that the rule speaks about, not only those asked for.
        public let range: ByteRange
        /// What it says.
        public let verdict: Verdict
        /// Whether it decides at least one of the bytes asked for.
        public let wins: Bool
    }

    /// The class of the bytes under another assumption.
    public struct Alternative: Equatable, Sendable {
        /// The assumption.
        public enum Assumption: Equatable, Sendable {
            /// A host with this page size.
            case page(PageSize)
            /// QEMU presents the MSI-X structures elsewhere.
            case msixRelocated
            /// The PBA is not emulated (`--pba direct`).
            case pbaDirect
        }

        /// The assumption.
        public let assumption: Assumption
        /// The extents that then hold the bytes, cut to them.
        public let extents: [Extent]
    }

    /// The BAR.
    public let bar: BAR
    /// The bytes asked for.
    public let range: ByteRange
    /// The page size of the answer.
    public let pageSize: PageSize
    /// The answer: the extents that hold the bytes, cut to them.
    public let extents: [Extent]
    /// Everything that was said about them, by family, then by place.
    public let claims: [Claim]
    /// All extents in the host pages that the bytes touch: who shares them.
    public let neighbors: [Extent]
    /// What other assumptions would give.
    public let alternatives: [Alternative]
}
