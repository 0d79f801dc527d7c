import LiveProbe
import MappingPolicy
import MockKernel
import PCIDecoding
import PCISnapshot
import Testing

/// A machine with one NVMe drive of the host and a neighbor, and probes over it.
struct ProbeFixture {
    static let address = BusAddress("0000:01:00.0").known

    var machine = Machine(host: HostFacts(complete: true), devices: [ProbeFixture.drive()])
    var scenario = Scenario()
    var options = ProbeFixture.everything()

    /// 64K of BAR 0 with the MSI-X table in the middle, 16 bytes of ports in BAR 2.
    static func drive() -> DeviceSnapshot {
        var device = DeviceSnapshot(address: address)
        device.identity = DeviceSnapshot.Identity(
            vendor: 0x1e0f, device: 0x25, classCode: 0x01_0802)
        device.driver = "nvme"
        device.iommuGroup = 12
        device.resources = [
            resource(0, 0xfe80_0000, 0x10000, 0x14_0204), resource(2, 0xc000, 16, 0x4_0101),
        ].compactMap { $0 }
        device.msix = MSIXRecord(
            entries: 129, table: MSIXRecord.Location(bar: 0, offset: 0x5200),
            pba: MSIXRecord.Location(bar: 0, offset: 0xd600))
        return device
    }

    /// Configuration space with nothing but ids and a header type.
    static func config(headerType: UInt8) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 256)
        bytes.replaceSubrange(0..<4, with: [0x0f, 0x1e, 0x25, 0])
        bytes[0x0e] = headerType
        return bytes
    }

    static func resource(_ index: Int, _ start: UInt64, _ size: UInt64, _ flags: UInt64)
        -> ResourceRecord?
    {
        ResourceRecord(
            index: index, start: start, size: size, flags: ResourceFlags(rawValue: flags))
    }

    static func everything(_ backend: BackendChoice = .auto) -> ProbeOptions {
        var options = ProbeOptions()
        options.backend = backend
        options.bind = true
        options.verify = true
        options.touch = true
        return options
    }

    /// One run: what came out, the kernel afterwards, and what a person was told.
    struct Run {
        let result: Result<ProbeReport, ProbeFailure>
        let kernel: MockKernel
        let told: [String]

        var failure: ProbeFailure? {
            if case .failure(let failure) = result { failure } else { nil }
        }
    }

    func run() -> Run {
        let kernel = MockKernel(machine, scenario)
        var told: [String] = []
        let result = Self.probe(kernel, machine, options) { told.append($0) }
        return Run(result: result, kernel: kernel, told: told)
    }

    /// The kernel of a dry run for the drive.
    func dryRun(over kernel: MockKernel) -> DryRunKernel {
        DryRunKernel(
            kernel, machine.devices[0], pageSize: machine.host.pageSize, PageNeighbors(machine))
    }

    static func probe(
        _ kernel: any ProbeKernel, _ machine: Machine, _ options: ProbeOptions,
        tell: @escaping (String) -> Void = { _ in }
    ) -> Result<ProbeReport, ProbeFailure> {
        let planner = Planner(
            options: PlanOptions(pageSize: .size4K), facts: machine.host,
            neighborhood: Neighborhood(machine))
        let plan = { planner.plan(Device($0), tdisp: TDISPInputs($0)) }
        let probe = Probe(kernel, options, plan: plan, tell: tell)
        return Result { () throws(ProbeFailure) in try probe.run(machine.devices[0]) }
    }

    /// The number of calls after which the device is with vfio-pci.
    static var callsUntilBorrowed: Int {
        let calls = ProbeFixture().run().kernel.calls
        return (calls.firstIndex { $0.object.hasSuffix("vfio-pci/bind") } ?? calls.count) + 1
    }

    /// Expects that nothing is left of a run: no descriptor, no mapping, the old driver.
    static func expectNothingLeft(
        _ kernel: MockKernel, driver: String? = "nvme",
        _ place: SourceLocation = #_sourceLocation
    ) {
        #expect(kernel.openHandles.isEmpty, sourceLocation: place)
        #expect(kernel.mappings.isEmpty, sourceLocation: place)
        #expect(kernel.driver(of: address) == driver, sourceLocation: place)
        #expect(kernel.file(override) == "(null)\n", sourceLocation: place)
    }

    /// `restore` of the drive's record.
    static func restore(_ kernel: any ProbeKernel, device: DeviceSnapshot? = drive())
        -> Restore.Outcome
    {
        Restore(kernel).run(address) { _ in device }
    }

    /// The record of a run that took the drive.
    static func noted(_ lines: String..., boot: String = MockKernel.boot) -> String {
        (["vfio-probe/record/2", "address \(address)", "boot \(boot)", "ids 1e0f:0025"]
            + ["class 010802", "placed vfio-pci"] + lines + ["end", ""])
            .joined(separator: "\n")
    }

    static let record = "/run/vfio-probe/0000:01:00.0"
    static let override = "/sys/bus/pci/devices/0000:01:00.0/driver_override"
}

extension Optional where Wrapped == BusAddress {
    /// The address of a literal that is one.
    fileprivate var known: BusAddress {
        guard let self else { preconditionFailure("not an address") }
        return self
    }
}
