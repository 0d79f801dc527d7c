public import PCIDecoding
public import PCISnapshot

/// What may be mapped of one device, at one page size, and why not the rest.
public struct DevicePlan: Equatable, Sendable {
    /// Where the device sits.
    public let address: BusAddress
    /// What it is.
    public let identity: DeviceSnapshot.Identity
    /// The bound driver, nil for none.
    public let driver: String?
    /// The IOMMU group's number, nil for none.
    public let iommuGroup: Int?
    /// The page size that the plan is for.
    public let pageSize: PageSize
    /// Whether VFIO's own answers are part of it.
    public let isLive: Bool
    /// Whether the owner of the memory may hard-code shared or private, for all memory BARs.
    public let sharing: Sharing
    /// Whether the plan is one for the host of a confidential VM: there is a report, or it was
    /// asked for, so that nothing is mapped that nobody has shown to be shared.
    public let isConfidential: Bool
    /// One plan per BAR, ascending.
    public let bars: [BARPlan]
    /// What a person should know, in the order of the BARs, those about the device first.
    public let findings: [Finding]

    /// Bytes of all BARs; the largest number when there are more.
    public var size: UInt64 { Self.sum(bars.map(\.bar.size)) }
    /// Bytes of all BARs that can be mapped; likewise.
    public var mappedBytes: UInt64 { Self.sum(bars.map { $0.bytes(of: .direct) }) }

    /// The sum of some BARs' bytes: six BARs of up to 2^63 have more than 64 bits can say.
    static func sum(_ numbers: [UInt64]) -> UInt64 {
        numbers.reduce(0) { sum, number in
            let (total, overflow) = sum.addingReportingOverflow(number)
            return overflow ? .max : total
        }
    }
}

/// What may be mapped of one BAR.
public struct BARPlan: Equatable, Sendable {
    /// The BAR, with the size that the plan is for.
    public let bar: BAR
    /// Sorted, disjoint, covering `[0,size)` byte by byte.
    public let extents: [Extent]
    /// The maximal runs of whole `direct` pages.
    public let mmaps: [Mapping]
    /// Bytes lost to page sharing at each standard page size.
    public let stranded: StrandedBytes
    /// Whether the owner of the memory may hard-code shared or private.
    public let sharing: Sharing

    /// What the kernel lets be mapped, safe or not, in whole pages; `mmaps` are a part of it.
    public let kernelPermits: [ByteRange]

    /// Bytes of a class.
    public func bytes(of wanted: MappingClass) -> UInt64 { extents.bytes(of: wanted) }
}

/// One recommended call of mmap, MAP_SHARED on the VFIO device's file.
public struct Mapping: Equatable, Sendable {
    /// Offsets in the BAR, multiples of the page size.
    public let range: ByteRange
    /// Offset in the device's file: the region's plus the start of the range.
    public let fileOffset: UInt64
    /// Which accesses the region allows.
    public let protection: Protection
}

/// Which accesses a mapping allows.
public enum Protection: String, Sendable {
    /// PROT_READ.
    case read = "r"
    /// PROT_WRITE.
    case write = "w"
    /// Both.
    case readWrite = "rw"
}

/// Bytes that are `reflect` only because of page sharing, at the three standard page sizes.
public struct StrandedBytes: Equatable, Sendable {
    /// At 4 KiB pages.
    public let at4K: UInt64
    /// At 16 KiB pages.
    public let at16K: UInt64
    /// At 64 KiB pages.
    public let at64K: UInt64

    init(_ bytes: (PageSize) -> UInt64) {
        at4K = bytes(.size4K)
        at16K = bytes(.size16K)
        at64K = bytes(.size64K)
    }

    /// Page size and bytes, ascending.
    public var bySize: [(page: PageSize, bytes: UInt64)] {
        [(.size4K, at4K), (.size16K, at16K), (.size64K, at64K)]
    }
}
