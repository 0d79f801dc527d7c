import FuzzSupport
import PCISnapshot

extension Layout {
    /// A kernel's answer about a region: raw bytes, or one that is well made.
    mutating func answer(_ index: Int, _ device: DeviceSnapshot) -> VFIORecord.Region {
        let shape = supply.next(UInt8.self)
        if shape & 0xc0 == 0xc0 {
            return .init(index: index, info: supply.next(bytes: Int(shape & 0x3f)))
        }
        let told = device.resources.first { $0.index == index }?.size ?? 0
        let size = shape & 0x80 != 0 ? UInt64(supply.next(UInt32.self)) : told
        var reply = RegionReply(
            index: index, flags: RegionInfo.Flags(rawValue: UInt32(shape & 7)), size: size)
        if shape & 0x10 != 0 {
            let areas = (0..<(supply.next(UInt8.self) & 3)).map { _ in
                let grain = UInt64(supply.next(UInt8.self) & 15)
                return RegionInfo.Area(
                    offset: UInt64(supply.next(UInt16.self)) << grain,
                    size: UInt64(supply.next(UInt16.self)) << grain)
            }
            reply.capabilities.append(.sparseMmap(areas))
        }
        if shape & 0x20 != 0 { reply.capabilities.append(.msixMappable) }
        return .init(index: index, info: reply.bytes)
    }

    /// A report: raw bytes, or ranges that lie in or near a resource.
    mutating func tdisp(_ device: DeviceSnapshot, isRaw: Bool) -> TDISPRecord {
        let offset = supply.pick([
            nil, 0, Int64(truncatingIfNeeded: supply.next(UInt32.self)) << 12,
        ])
        var record = TDISPRecord(
            mmioReportingOffset: offset,
            placement: supply.pick([nil, "known", "bar-align", "relative"]),
            unit: supply.pick([nil, "page", "address"]))
        record.report = isRaw ? supply.next(bytes: 160) : report(device, offset ?? 0)
        return record
    }

    private mutating func report(_ device: DeviceSnapshot, _ offset: Int64) -> [UInt8] {
        let unit = supply.next(UInt8.self) & 1 == 0 ? 12 : 0
        let ranges = supply.next(UInt8.self) & 7
        var bytes: [UInt8] = []
        bytes.append(little: supply.next(UInt16.self))
        bytes += [0, 0, supply.next(), supply.next(), 0, 0, 0, 0, 0, 0]
        bytes.append(little: UInt32(ranges))
        for _ in 0..<ranges {
            let id = supply.next(UInt8.self)
            let base = device.resources.first { $0.index == Int(id & 7) }?.start ?? 0
            let first = base &+ UInt64(bitPattern: offset) &+ UInt64(supply.next(UInt16.self)) << 12
            bytes.append(little: first >> unit)
            bytes.append(little: UInt32(supply.next(UInt16.self)))
            bytes.append(little: UInt16(supply.next(UInt8.self)))
            bytes.append(little: UInt16(id >> 4 == 15 ? 99 : id & 7))
        }
        bytes.append(little: UInt32(0))
        return bytes
    }
}
