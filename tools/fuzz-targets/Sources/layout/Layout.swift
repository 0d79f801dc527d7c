import FuzzSupport
import PCISnapshot

/// Builds devices of an input's bytes.
struct Layout {
    var supply: ByteSupply

    /// A device with resources, MSI-X in words or in bytes, VFIO's answers and a report.
    mutating func device() -> DeviceSnapshot? {
        guard let address = BusAddress("0000:01:00.0") else { return nil }
        var device = DeviceSnapshot(address: address)
        let ids: [(UInt16, UInt16)] = [(0x1234, 0x5678), (0x1425, 0x5801), (0x1d22, 0x3685)]
        (device.identity.vendor, device.identity.device) = supply.pick(ids)
        device.identity.classCode = supply.pick([0x02_0000, 0x06_0400])
        device.driver = supply.pick([nil, "vfio-pci"])
        let present = supply.next(UInt16.self)
        let answered = supply.next(UInt8.self)
        let source = supply.next(UInt8.self) & 3
        let reported = supply.next(UInt8.self) & 3
        for index in 0..<13 where present >> index & 1 != 0 {
            if let resource = resource(index) { device.resources.append(resource) }
        }
        switch source {
        case 0: device.msix = msixInWords()
        case 1: device.teeIO = supply.flag()
        case 2: device.config = configuration(device.identity)
        default: device.config = filled(supply.next(bytes: 256), 256)
        }
        if answered != 0 {
            device.vfio = VFIORecord(
                regions: (0..<8).filter { answered >> $0 & 1 != 0 }.map { answer($0, device) })
        }
        if reported != 0 { device.tdisp = tdisp(device, isRaw: reported == 1) }
        return device
    }

    /// Up to three functions with one resource each.
    mutating func neighbors() -> [DeviceSnapshot] {
        (0..<(supply.next(UInt8.self) & 3)).compactMap { function in
            guard
                let address = BusAddress(domain: 0, bus: 2, device: 0, function: function),
                let resource = resource(Int(supply.next(UInt8.self) % 13))
            else { return nil }
            var device = DeviceSnapshot(address: address)
            device.resources = [resource]
            return device
        }
    }

    /// Near each other, often aligned to their size, of every kind, and now and then impossible.
    private mutating func resource(_ index: Int) -> ResourceRecord? {
        let kinds: [ResourceFlags] = [
            .memory, [.memory, .memory64], .io, [.memory, .unset], [.memory, .memory64, .unset],
            [.memory, .io], [],
        ]
        let flags = supply.pick(kinds)
        let order = supply.next(UInt8.self)
        let place = 0x8000_0000 + UInt64(supply.next(UInt32.self) & 0xff_ffff) << 4
        let size = order < 64 ? 1 << UInt64(order) : UInt64(supply.next(UInt32.self)) + 1
        let start = order & 0x40 == 0 && size < 1 << 40 ? place / size * size : place
        return ResourceRecord(index: index, start: start, size: size, flags: flags)
    }

    private mutating func msixInWords() -> MSIXRecord {
        let entries = Int(supply.next(UInt16.self) & 0x7ff) + 1
        let bars = supply.next(UInt8.self)
        let table = UInt64(supply.next(UInt32.self) & ~7)
        let pba = UInt64(supply.next(UInt32.self) & ~7)
        return MSIXRecord(
            entries: entries, table: .init(bar: Int(bars & 7), offset: table),
            pba: .init(bar: Int(bars >> 4 & 7), offset: pba))
    }

    /// A header, MSI-X and PCI Express with or without TEE-IO; then some bytes are overwritten.
    private mutating func configuration(_ identity: DeviceSnapshot.Identity) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(little: identity.vendor ?? 0)
        bytes.append(little: identity.device ?? 0)
        bytes.append(little: UInt32(0x10_0000))
        bytes.append(little: (identity.classCode ?? 0) << 8)
        bytes = filled(bytes, 16) + supply.next(bytes: 24)
        bytes = filled(bytes, 0x34) + [0x40]
        // Message Control, table, PBA; next capability at 0x50.
        bytes = filled(bytes, 0x40) + [0x11, 0x50] + filled(supply.next(bytes: 10), 10)
        bytes = filled(bytes, 0x50) + [0x10, 0, 2, 0] + filled(supply.next(bytes: 4), 4)
        bytes = filled(bytes, 256)
        for _ in 0..<(supply.next(UInt8.self) & 3) {
            bytes[Int(supply.next(UInt8.self))] = supply.next()
        }
        return bytes
    }

    func filled(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: max(0, count - bytes.count))
    }
}
