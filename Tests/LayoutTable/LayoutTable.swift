public import PCISnapshot

/// The layouts of real devices in `Mocks/layouts`, as one machine with a function a layout.
///
/// Columns: id, class, MSI-X entries, table BAR and offset, PBA BAR and offset, BARs as
/// `index:size:type`, functions seen, name; numbers are decimal.
public struct LayoutTable {
    /// The machine: BARs are placed one after the other, each at a multiple of its size.
    public let machine: Machine

    /// The table in a file's text; lines that are no layout are left out.
    public init(_ text: String) {
        var next: UInt64 = 1 << 32
        var devices: [DeviceSnapshot] = []
        for line in text.split(separator: "\n").dropFirst() {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count >= 9, let device = Self.device(columns, devices.count, &next)
            else { continue }
            devices.append(device)
        }
        machine = Machine(host: HostFacts(complete: true), devices: devices)
    }

    private static func device(_ columns: [Substring], _ index: Int, _ next: inout UInt64)
        -> DeviceSnapshot?
    {
        let ids = columns[0].split(separator: ":").compactMap { UInt16($0, radix: 16) }
        let address = BusAddress(
            domain: UInt32(index >> 8), bus: UInt8(index & 0xff), device: 0, function: 0)
        guard ids.count == 2, let address else { return nil }
        var device = DeviceSnapshot(address: address)
        device.identity = DeviceSnapshot.Identity(
            vendor: ids[0], device: ids[1],
            classCode: UInt32(columns[1], radix: 16).map { $0 << 8 })
        for field in columns[7].split(separator: ",") {
            if let resource = resource(field, &next) { device.resources.append(resource) }
        }
        let numbers = columns[2..<7].compactMap { UInt64($0) }
        if numbers.count == 5 {
            device.msix = MSIXRecord(
                entries: Int(numbers[0]),
                table: .init(bar: Int(numbers[1]), offset: numbers[2]),
                pba: .init(bar: Int(numbers[3]), offset: numbers[4]))
        }
        return device
    }

    private static func resource(_ field: Substring, _ next: inout UInt64) -> ResourceRecord? {
        let parts = field.split(separator: ":")
        guard parts.count == 3, let index = Int(parts[0]), let size = UInt64(parts[1]), size > 0
        else { return nil }
        let flags: ResourceFlags =
            switch parts[2] {
            case "io": .io
            case "m64": [.memory, .memory64]
            case "p32": [.memory, .prefetchable]
            case "p64": [.memory, .memory64, .prefetchable]
            default: .memory
            }
        // As x86 firmware does: BARs start at multiples of their size, at least of 4 KiB.
        let step = max(size, 4096)
        let start = flags.contains(.io) ? 0xe000 : (next + (step - 1)) & ~(step - 1)
        if !flags.contains(.io) { next = start + size }
        return ResourceRecord(index: index, start: start, size: size, flags: flags)
    }
}
