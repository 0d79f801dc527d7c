import PCIDecoding
import PCISnapshot

@testable import MappingPolicy

/// A device in words, for tests that read as tables.
struct DeviceFixture {
    var address = BusAddress(domain: 0, bus: 1, device: 0, function: 0)
    var vendor: UInt16 = 0x1234
    var device: UInt16 = 0x5678
    var bars: [(index: Int, start: UInt64, size: UInt64, flags: ResourceFlags)] = []
    var msix: MSIXRecord?
    var vfio: VFIORecord?
    var others: [(start: UInt64, size: UInt64)] = []
    var complete = true
    var hostPage: UInt64 = 4096
    var kernel: String?
    var driver: String?

    static let mem32: ResourceFlags = .memory
    static let mem64: ResourceFlags = [.memory, .memory64]

    /// A machine of this device and, as further functions, what else occupies memory.
    var machine: Machine {
        var snapshot = DeviceSnapshot(address: address ?? Self.fallback)
        snapshot.identity = .init(vendor: vendor, device: device, classCode: 0x020000)
        snapshot.resources = bars.compactMap {
            ResourceRecord(index: $0.index, start: $0.start, size: $0.size, flags: $0.flags)
        }
        snapshot.driver = driver
        snapshot.msix = msix
        snapshot.vfio = vfio
        let rest = others.enumerated().map { index, other in
            var snapshot = DeviceSnapshot(
                address: BusAddress(domain: 1, bus: UInt8(index), device: 0, function: 0)
                    ?? Self.fallback)
            snapshot.resources = [
                ResourceRecord(index: 0, start: other.start, size: other.size, flags: .memory)
            ].compactMap { $0 }
            return snapshot
        }
        let host = HostFacts(pageSize: hostPage, kernel: kernel, complete: complete)
        return Machine(host: host, devices: [snapshot] + rest)
    }

    private static let fallback = DeviceSnapshot.nowhere

    /// The plan for the device itself.
    func plan(_ page: PageSize = .size4K, pba: PlanOptions.PBAPolicy = .trap) -> DevicePlan {
        let machine = self.machine
        let planner = Planner(
            options: PlanOptions(pageSize: page, pba: pba), facts: machine.host,
            neighborhood: Neighborhood(machine))
        return planner.plan(Device(machine.devices[0]), tdisp: nil)
    }
}

extension DeviceSnapshot {
    /// The address that a test's typing error leads to; no test device sits there.
    fileprivate static var nowhere: BusAddress {
        guard let address = BusAddress("7fffffff:ff:1f.7") else {
            preconditionFailure("a literal address")
        }
        return address
    }
}

extension MSIXRecord {
    init(_ entries: Int, table: (Int, UInt64), pba: (Int, UInt64)) {
        self.init(
            entries: entries, table: Location(bar: table.0, offset: table.1),
            pba: Location(bar: pba.0, offset: pba.1))
    }
}

extension BARPlan {
    /// `0x0-0x5000 direct bar.memory`, one line an extent.
    var words: [String] {
        extents.map { extent in
            let shares = extent.sharesWith.map { " < \($0.rule.name)" } ?? ""
            return "\(Hex.number(extent.range.start))-\(Hex.number(extent.range.end)) "
                + "\(extent.verdict.mappingClass.name) \(extent.verdict.rule.name)\(shares)"
        }
    }

    /// `0x0-0x5000`, one a run.
    var runs: [String] {
        mmaps.map { "\(Hex.number($0.range.start))-\(Hex.number($0.range.end))" }
    }
}

extension DevicePlan {
    func bar(_ index: Int) -> BARPlan? { bars.first { $0.bar.index == index } }

    func rules(_ severity: Finding.Severity) -> [String] {
        findings.filter { $0.severity == severity }.map(\.rule.name)
    }
}
