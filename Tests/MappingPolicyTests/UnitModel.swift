import PCIDecoding
import PCISnapshot

@testable import MappingPolicy

/// The rules once more, as simply as they can be said: eight bytes at a time, then page by page.
///
/// Shares no code with the policy but its names; works on small BARs only.
struct UnitModel {
    static let unit: UInt64 = 8
    static let limit: UInt64 = 1 << 16

    let scene: DeviceFixture
    let page: UInt64

    /// The class of every unit of a BAR, after page gating; nil where the model is not for it.
    func classes(_ bar: (index: Int, start: UInt64, size: UInt64, flags: ResourceFlags))
        -> [MappingClass]?
    {
        let region = region(bar.index)
        let size = region?.size ?? bar.size
        guard size > 0, size <= Self.limit, size.isMultiple(of: Self.unit) else { return nil }
        var classes = (0..<size / Self.unit).map { unit in
            lesser(
                base(bar, size, region, offset: unit * Self.unit),
                outside(bar, offset: unit * Self.unit)
                    ?? structure(bar, size, offset: unit * Self.unit))
        }
        let first = classes
        let unitsAPage = Int(page / Self.unit)
        for start in stride(from: 0, to: classes.count, by: unitsAPage) {
            let units = start..<min(start + unitsAPage, classes.count)
            let isCut = size > page && units.count < unitsAPage
            if isCut || first[units].contains(where: { $0 != .direct }) {
                for unit in units where classes[unit] == .direct { classes[unit] = .reflect }
            }
        }
        return classes
    }

    private func region(_ index: Int) -> RegionInfo? {
        let region = scene.vfio?.regions.first { $0.index == index }
        return region.flatMap { try? RegionInfo($0.info, index: index) }
    }

    private func lesser(_ one: MappingClass, _ other: MappingClass?) -> MappingClass {
        other.map { min(one, $0) } ?? one
    }

    private func base(
        _ bar: (index: Int, start: UInt64, size: UInt64, flags: ResourceFlags), _ size: UInt64,
        _ region: RegionInfo?, offset: UInt64
    ) -> MappingClass {
        if bar.flags.contains(.io) || bar.flags.contains(.unset) { return .reflect }
        if size >= page, bar.start % page != 0 { return .reflect }
        var predicted = MappingClass.direct
        if size < page { predicted = subPage(bar.start, size, page) ? .direct : .reflect }
        guard let region else { return predicted }
        let sameHost = page == scene.hostPage
        let isForItsSize =
            size == bar.size && size < scene.hostPage
            && !subPage(bar.start, size, scene.hostPage)
        if !region.mappable, sameHost || !isForItsSize { return .reflect }
        if !region.readable, !region.writable { return .reflect }
        var granted = MappingClass.direct
        if let areas = region.sparseAreas {
            granted = .reflect
            for area in areas where area.size > 0 && area.offset % page == 0 {
                if offset >= area.offset, offset - area.offset < area.size { granted = .direct }
            }
            for area in areas where area.size > 0 && area.offset % page != 0 {
                if offset >= area.offset, offset - area.offset < area.size { granted = .reflect }
            }
        }
        return sameHost ? granted : min(granted, predicted)
    }

    /// Whether a BAR below a page has the page to itself, as far as is known.
    private func subPage(_ start: UInt64, _ size: UInt64, _ page: UInt64) -> Bool {
        if start % page != 0 { return false }
        let own = scene.bars.filter { $0.flags.contains(.memory) && !$0.flags.contains(.unset) }
        let all = own.map { ($0.start, $0.size) } + scene.others.map { ($0.start, $0.size) }
        return !all.contains { other in other.0 < start + page && other.0 + other.1 > start + size }
    }

    /// What a memory BAR has whatever VFIO says of it: another function's memory over it, or a
    /// table that is in none of the device's.
    private func outside(
        _ bar: (index: Int, start: UInt64, size: UInt64, flags: ResourceFlags), offset: UInt64
    ) -> MappingClass? {
        guard bar.flags.contains(.memory) else { return nil }
        let address = bar.start + offset
        let isTaken = scene.others.contains { other in
            other.start <= address && address < other.start + other.size
        }
        if isTaken, !bar.flags.contains(.unset) { return .conflict }
        guard let table = scene.msix?.table else { return nil }
        let holdsTable = scene.bars.contains { bar in
            bar.index == table.bar && bar.flags.contains(.memory)
                && table.offset < region(bar.index)?.size ?? bar.size
        }
        return holdsTable ? nil : .unknown
    }

    private func structure(
        _ bar: (index: Int, start: UInt64, size: UInt64, flags: ResourceFlags), _ size: UInt64,
        offset: UInt64
    ) -> MappingClass? {
        guard let msix = scene.msix, bar.flags.contains(.memory) else { return nil }
        let table = msix.table.offset..<msix.table.offset + 16 * UInt64(msix.entries)
        if msix.table.bar == bar.index, table.contains(offset) { return .emulate }
        var place = msix.pba.offset
        if place >= size {
            if scene.vendor == 0x1425, scene.device & 0xff00 == 0x5800 { place = 0x1000 }
            if scene.vendor == 0x1d22, scene.device == 0x3685 { place = 0xb400 }
        }
        let pba = place..<place + 8 * ((UInt64(msix.entries) + 63) / 64)
        return msix.pba.bar == bar.index && pba.contains(offset) ? .emulate : nil
    }
}
