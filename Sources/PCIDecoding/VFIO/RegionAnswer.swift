public import PCISnapshot

/// What a source's VFIO part says about one region.
public struct RegionAnswer: Equatable, Sendable {
    /// The region index.
    public let index: Int
    /// The answer, or what is wrong with its bytes.
    public let info: Result<RegionInfo, DecodeError>

    /// An answer for a region.
    public init(index: Int, info: Result<RegionInfo, DecodeError>) {
        self.index = index
        self.info = info
    }
}
