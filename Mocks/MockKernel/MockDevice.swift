import LiveProbe
import PCIDecoding
import PCISnapshot

/// One simulated device as VFIO shows it.
struct MockDevice {
    private let snapshot: DeviceSnapshot
    private let neighbours: MockNeighbours

    private var pageSize: UInt64 { neighbours.pageSize }

    /// - Parameters:
    ///   - snapshot: the device; its VFIO record, if any, is what it answers.
    ///   - neighbours: for the page size and the neighbours of small BARs.
    init(_ snapshot: DeviceSnapshot, _ neighbours: MockNeighbours) {
        self.snapshot = snapshot
        self.neighbours = neighbours
    }

    /// The reply about the device as a whole.
    var info: [UInt8] {
        let told = snapshot.vfio?.regions.map(\.index).max() ?? 0
        let interrupts = snapshot.vfio?.irqs.map(\.index).max() ?? 0
        return .words(16, 3, UInt32(max(told + 1, 9)), UInt32(max(interrupts + 1, 5)))
    }

    /// The whole reply about a region, nil for EINVAL.
    func region(_ index: Int) -> [UInt8]? {
        if let record = snapshot.vfio {
            return record.regions.first { $0.index == index }?.info
        }
        switch index {
        case 0..<6: return bar(index)
        case 7: return reply(index, flags: 3, size: UInt64(snapshot.config?.count ?? 256))
        case 6: return reply(index, flags: 0, size: 0)
        default: return nil
        }
    }

    /// The reply about an interrupt, nil for EINVAL.
    func irq(_ index: Int) -> [UInt8]? {
        let told = snapshot.vfio?.irqs ?? [VFIORecord.IRQ(index: 0, count: 1, flags: 7)]
        return told.first { $0.index == index }.map {
            .words(
                16, UInt32(truncatingIfNeeded: $0.flags), UInt32(index),
                UInt32(truncatingIfNeeded: $0.count))
        }
    }

    func has(_ feature: DeviceFeature) -> Bool {
        let told = snapshot.vfio?.features.first { $0.index == feature.rawValue }
        return told?.supported ?? (feature == .dmaBuf)
    }

    /// `vfio_pci_core_mmap()`: EINVAL unless the range lies in a region that can be mapped.
    func allows(_ request: MapRequest) -> Bool {
        (0..<6).contains { index in
            guard let info = answer(index), info.mappable,
                request.fileOffset >= info.fileOffset
            else { return false }
            let start = request.fileOffset - info.fileOffset
            // A reply that is decoded has at most 2^63 bytes, so this does not overflow.
            let end = (info.size + pageSize - 1) & ~(pageSize - 1)
            return start.isMultiple(of: pageSize) && start < end && request.length <= end - start
        }
    }

    /// `vfio_pci_core_feature_dma_buf()`: whole pages inside a memory BAR.
    func exports(region: Int, offset: UInt64, length: UInt64) -> Bool {
        guard let info = answer(region), region < 6, info.mappable else { return false }
        return offset.isMultiple(of: pageSize) && length.isMultiple(of: pageSize)
            && offset < info.size && length <= info.size - offset
    }

    private func answer(_ index: Int) -> RegionInfo? {
        region(index).flatMap { try? RegionInfo($0, index: index) }
    }

    /// What `vfio_pci_probe_mmaps()` and `vfio_pci_ioctl_get_region_info()` say of a BAR.
    private func bar(_ index: Int) -> [UInt8] {
        guard let resource = snapshot.resources.first(where: { $0.index == index }),
            resource.size > 0
        else { return reply(index, flags: 0, size: 0) }
        let decoded = Device(snapshot)
        let hasTable = decoded.msix.value?.table.bar == index
        guard resource.flags.contains(.memory), !resource.flags.contains(.unset),
            resource.size >= pageSize || neighbours.leavePage(of: resource)
        else { return reply(index, flags: 3, size: resource.size) }
        return reply(index, flags: 7, size: resource.size, msixMappable: hasTable)
    }

    private func reply(_ index: Int, flags: UInt32, size: UInt64, msixMappable: Bool = false)
        -> [UInt8]
    {
        var bytes: [UInt8] = []
        bytes.append(little: UInt32(msixMappable ? 40 : 32))
        bytes.append(little: flags | (msixMappable ? 8 : 0))
        bytes.append(little: UInt32(index))
        bytes.append(little: UInt32(msixMappable ? 32 : 0))
        bytes.append(little: size)
        bytes.append(little: UInt64(index) << 40)
        if msixMappable {
            bytes.append(little: UInt16(3))
            bytes.append(little: UInt16(1))
            bytes.append(little: UInt32(0))
        }
        return bytes
    }
}

extension [UInt8] {
    mutating func append(little value: some FixedWidthInteger) {
        for byte in 0..<(value.bitWidth / 8) {
            append(UInt8(truncatingIfNeeded: value >> (8 * byte)))
        }
    }

    static func words(_ words: UInt32...) -> [UInt8] {
        words.reduce(into: []) { bytes, word in bytes.append(little: word) }
    }

    /// Replaces four bytes.
    mutating func set(little value: UInt32, at offset: Int) {
        for byte in 0..<4 { self[offset + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
    }
}
