import Anonymizing
import MappingPolicy
import PCIDecoding
import PCISnapshot
import PlanProperties
import SnapshotFile
import TDISP
import TestSupport
import Testing

struct AnonymizingTests {
    @Test(arguments: Repository.mocks)
    func thePlanIsTheSame(path: String) throws {
        let machine = try SnapshotFile.decode(try Repository.bytes(path), name: path)
        let anonymous = Machine(
            host: machine.host.anonymized, devices: machine.devices.map(\.anonymized))
        for page in PageSize.standard {
            for index in machine.devices.indices {
                let plan = PlanCase(machine, index: index).plan(page)
                let same = PlanCase(anonymous, index: index).plan(page)
                #expect(same.bars == plan.bars)
                #expect(same.sharing == plan.sharing)
                #expect(same.findings.map(\.rule) == plan.findings.map(\.rule))
            }
        }
    }

    @Test func aNeighborsFaultLosesItsWords() throws {
        let address = try #require(BusAddress("0000:01:00.0"))
        let fault = ReadError(.resources, .failed, "/home/somebody/resource: EIO")
        let host = HostFacts(
            neighbors: [Neighbor(address: address, resources: [], readErrors: [fault])])
        let kept = ReadError(.resources, .failed, "resources: failed")
        #expect(host.anonymized.neighbors.map(\.readErrors) == [[kept]])
    }

    @Test func whatIsDecodedStaysAndWhatIsNotGoes() throws {
        var device = DeviceSnapshot(address: try #require(BusAddress("0000:01:00.0")))
        device.config = ConfigWithSecrets.bytes
        let kept = try #require(device.anonymized.config)
        #expect(!kept.contains(ConfigWithSecrets.secret))
        #expect(kept.count == 4096)
        var bare = device
        bare.config = kept
        #expect(Device(bare) == Device(device))
        #expect(Device(bare).msix.value?.entries == 3)
        #expect(Device(bare).resizableBARs.value?.bars.count == 1)
    }

    /// However bytes lie, what remains decodes as before: chains that loop, overlap, end early.
    @Test func anyConfigurationSpaceDecodesAsBefore() throws {
        var generator = SeededGenerator(seed: 6)
        let address = try #require(BusAddress("0000:01:00.0"))
        for _ in 0..<5_000 {
            var device = DeviceSnapshot(address: address)
            device.config = ConfigWithSecrets.random(&generator)
            let isSame = Device(device.anonymized) == Device(device)
            #expect(isSame)
        }
    }

    @Test func aReportLosesItsOwnBytesInWhateverForm() throws {
        var raw = [UInt8](repeating: 0, count: 16)
        raw[12] = 1
        raw += [0, 0, 8, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]
        raw += [2, 0, 0, 0, 0xa5, 0xa5, 0xa5]
        let message: [UInt8] =
            [0x10, 0x04, 0, 0] + [UInt8](repeating: 0, count: 12) + [UInt8(raw.count), 0, 0, 0]
            + raw
        for file in [raw, message] {
            var device = DeviceSnapshot(address: try #require(BusAddress("0000:01:00.0")))
            device.tdisp = TDISPRecord(report: file)
            let kept = try #require(device.anonymized.tdisp?.report)
            #expect(!kept.contains(0xa5))
            #expect(try InterfaceReport(kept).ranges == InterfaceReport(raw).ranges)
            #expect(try InterfaceReport(kept).deviceInfo == [0, 0])
        }
    }

    @Test func aBrokenReportStaysBroken() throws {
        var device = DeviceSnapshot(address: try #require(BusAddress("0000:01:00.0")))
        device.tdisp = TDISPRecord(report: [1, 2, 3])
        let kept = try #require(device.anonymized.tdisp?.report)
        #expect(throws: ReportError.self) { try ReportInput([kept]) }
    }

    /// A driver is called what somebody called it; firmware and framebuffers are the kernel's.
    @Test func whoHasReservedABARHasAGenericName() throws {
        var device = DeviceSnapshot(address: try #require(BusAddress("0000:01:00.0")))
        device.claims = [
            MemoryClaim(bar: 0, holder: "efifb"), MemoryClaim(bar: 2, holder: "alices-driver"),
        ]
        #expect(
            device.anonymized.claims == [
                MemoryClaim(bar: 0, holder: "efifb"), MemoryClaim(bar: 2, holder: "a driver"),
            ])
    }

    @Test func namesOfPeopleAndMachinesGo() throws {
        var device = DeviceSnapshot(address: try #require(BusAddress("0000:01:00.0")))
        device.readErrors = [ReadError(.config, .denied, "/home/alice/tree/config: no")]
        #expect(device.anonymized.readErrors == [ReadError(.config, .denied, "config: denied")])
        let host = HostFacts(kernel: "6.1.0-49-acme", machine: "x86_64", complete: true)
        #expect(host.anonymized.kernel == "6.1.0")
        #expect(host.anonymized.machine == "x86_64")
    }
}
