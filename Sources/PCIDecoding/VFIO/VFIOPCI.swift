public import PCISnapshot

/// What VFIO answers about one function: what it did answer, or what vfio-pci would.
///
/// Pure; the mock kernel and the dry run both answer with it. A prediction where the function was
/// not asked, made from its resources and its configuration space.
/// Source: drivers/vfio/pci/vfio_pci_core.c.
public struct VFIOPCI: Sendable {
    let snapshot: DeviceSnapshot
    let device: Device
    private let pageSize: UInt64
    private let neighbors: PageNeighbors

    /// - Parameters:
    ///   - snapshot: the function; its VFIO record, if any, is what it answers.
    ///   - pageSize: bytes of a page of the kernel.
    ///   - neighbors: all memory of the machine.
    public init(_ snapshot: DeviceSnapshot, pageSize: UInt64, _ neighbors: PageNeighbors) {
        self.snapshot = snapshot
        self.pageSize = pageSize
        self.neighbors = neighbors
        device = Device(snapshot)
    }

    /// Whether the function can be opened: every BAR has an address (`pci_enable_resources()`).
    public var opens: Bool {
        !snapshot.resources.contains {
            PCIRegion.bars.contains($0.index) && $0.size > 0 && $0.flags.contains(.unset)
        }
    }

    /// The answer about the device as a whole.
    public var info: DeviceInfo {
        let regions = snapshot.vfio?.regions.map { $0.index + 1 } ?? []
        let interrupts = snapshot.vfio?.irqs.map { $0.index + 1 } ?? []
        return DeviceInfo(
            flags: [.reset, .pci], regionCount: (regions + [PCIRegion.count]).max() ?? 0,
            irqCount: (interrupts + [PCIInterrupt.allCases.count]).max() ?? 0)
    }

    /// The whole reply about a region, nil for EINVAL.
    public func region(_ index: Int) -> [UInt8]? {
        if let record = snapshot.vfio {
            return record.regions.first { $0.index == index }?.info
        }
        return predicted(index)?.bytes
    }

    /// `vfio_pci_ioctl_get_region_info()`.
    private func predicted(_ index: Int) -> RegionReply? {
        switch index {
        case PCIRegion.bars: return bar(index)
        case PCIRegion.rom:
            // Whether what it holds is a ROM (`pci_map_rom()`) is taken for granted.
            guard let rom = resource(index), rom.start > 0 else { return RegionReply(index: index) }
            return RegionReply(index: index, flags: .read, size: rom.size)
        case PCIRegion.config:
            return RegionReply(index: index, flags: [.read, .write], size: configSize)
        case PCIRegion.vga:
            // Where CONFIG_VFIO_PCI_VGA is set.
            guard device.identity.isVGA else { return nil }
            return RegionReply(index: index, flags: [.read, .write], size: 0xc0000)
        default: return nil
        }
    }

    private func bar(_ index: Int) -> RegionReply {
        guard let resource = resource(index) else { return RegionReply(index: index) }
        var reply = RegionReply(index: index, flags: [.read, .write], size: resource.size)
        guard let bar = BAR(resource),
            MmapPermission(bar, page: pageSize, neighbors).isGranted
        else { return reply }
        reply.flags.insert(.mmap)
        // Only the table's BAR has it, the PBA's has not.
        if device.msix.value?.table.bar == index { reply.capabilities = [.msixMappable] }
        return reply
    }

    private func resource(_ index: Int) -> ResourceRecord? {
        snapshot.resources.first { $0.index == index && $0.size > 0 }
    }

    /// Bytes of configuration space: what there is to read, or what every function has.
    private var configSize: UInt64 { UInt64(max(256, snapshot.readConfig?.count ?? 256)) }

    /// `vfio_pci_core_mmap()`: EINVAL unless the range lies in a BAR that can be mapped.
    public func allowsMap(fileOffset: UInt64, length: UInt64) -> Bool {
        PCIRegion.bars.contains { index in
            guard let info = answer(index), info.mappable, fileOffset >= info.fileOffset else {
                return false
            }
            let start = fileOffset - info.fileOffset
            // A reply that is decoded has at most 2^63 bytes, so this does not overflow.
            let end = (info.size + pageSize - 1) & ~(pageSize - 1)
            return start.isMultiple(of: pageSize) && start < end && length <= end - start
        }
    }

    /// `vfio_pci_core_feature_dma_buf()`: whole pages inside a memory BAR.
    public func allowsExport(region: Int, offset: UInt64, length: UInt64) -> Bool {
        guard PCIRegion.bars.contains(region), let info = answer(region), info.mappable else {
            return false
        }
        return offset.isMultiple(of: pageSize) && length.isMultiple(of: pageSize)
            && offset < info.size && length <= info.size - offset
    }

    private func answer(_ index: Int) -> RegionInfo? {
        region(index).flatMap { try? RegionInfo($0, index: index) }
    }
}

extension DeviceSnapshot.Identity {
    /// `vfio_pci_is_vga()`: PCI_CLASS_DISPLAY_VGA, whatever its programming interface.
    fileprivate var isVGA: Bool { classCode.map { $0 >> 8 == 0x0300 } ?? false }
}
