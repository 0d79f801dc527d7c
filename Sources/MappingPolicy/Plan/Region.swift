import PCIDecoding
import PCISnapshot

/// What the rules know of the machine beside the device.
struct HostContext: Sendable {
    /// The page size that live answers were given at.
    let pageSize: PageSize
    /// All memory of the machine.
    let neighborhood: Neighborhood
    /// The kernel's version, nil when not told.
    let kernel: KernelVersion?
}

/// One BAR as a VFIO region: what sysfs says, and the kernel's own answer where there is one.
struct Region {
    /// The BAR, with the live size where that differs.
    let bar: BAR
    /// Bytes by the kernel's resource list; 0 for a region that only VFIO knows.
    let resourceSize: UInt64
    /// The kernel's answer, nil when it was not asked; a failure when its bytes are no answer.
    let answer: Result<RegionInfo, DecodeError>?

    var size: UInt64 { bar.size }

    var whole: ByteRange { ByteRange(0, bar.size) }

    /// Whether its address is known: a region that only VFIO has tells none.
    var isPlaced: Bool { resourceSize > 0 }

    /// Offset of the region in the device's file; vfio-pci's own layout where it was not asked.
    var fileOffset: UInt64 {
        if case .success(let info)? = answer {
            info.fileOffset
        } else {
            PCIRegion.fileOffset(bar.index)
        }
    }

    /// What a mapping may do; nil when the region can be neither read nor written.
    var protection: Protection? {
        guard case .success(let info)? = answer else { return .readWrite }
        switch (info.readable, info.writable) {
        case (true, true): return .readWrite
        case (true, false): return .read
        case (false, true): return .write
        case (false, false): return nil
        }
    }

    /// Whether the rules may answer differently at another page size, before page gating: where a
    /// BAR or an area may be below or astride a page, or its place in the device's file.
    var dependsOnPageSize: Bool {
        if case .success(let info)? = answer, info.sparseAreas != nil { return true }
        return size < PageSize.size64K.bytes
            || [bar.start, size, fileOffset].contains { !PageSize.size64K.isAligned($0) }
    }
}
