import PCIDecoding

/// What the host side of a confidential VM does with each part of a BAR.
///
/// Read off a plan; nothing here is decided anew.
public struct HostRanges: Equatable, Sendable {
    /// To mmap, whole pages.
    public let map: [ByteRange]
    /// To export as dma-bufs, each with one range: iommufd imports single-range buffers only.
    ///
    /// Offset and length are multiples of the page size and inside the BAR, as
    /// VFIO_DEVICE_FEATURE_DMA_BUF demands (`vfio_pci_core_feature_dma_buf()`, Linux 6.19), so
    /// a BAR below a page can be mapped but not exported.
    public let export: [ByteRange]
    /// TEE memory: KVM maps it through guest_memfd or a dma-buf, userspace never does.
    public let isPrivate: [ByteRange]
    /// To be emulated.
    public let emulate: [ByteRange]
    /// To be reflected to hardware, access by access.
    public let reflect: [ByteRange]
    /// To be left alone: nobody has shown what they are.
    public let undecided: [ByteRange]

    /// The ranges of a BAR's plan.
    public init(_ plan: BARPlan) {
        map = plan.mmaps.map(\.range)
        let inside = ByteRange(0, plan.bar.size)
        export = map.filter { inside.contains($0) }
        func ranges(_ classes: Set<MappingClass>) -> [ByteRange] {
            let verdict = Verdict(.unknown, .barEnd)
            return plan.extents.reduce(into: Layer.silent) { layer, extent in
                guard classes.contains(extent.verdict.mappingClass) else { return }
                // One verdict for all, so that neighbors of one class become one range.
                layer.append(Extent(extent.range, verdict))
            }.extents.map(\.range)
        }
        isPrivate = ranges([.private])
        emulate = ranges([.emulate])
        reflect = ranges([.reflect])
        undecided = ranges([.unknown, .conflict])
    }
}
