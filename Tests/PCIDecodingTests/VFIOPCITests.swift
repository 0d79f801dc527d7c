import PCIDecoding
import PCISnapshot
import SnapshotFile
import TestSupport
import Testing

/// What is predicted of vfio-pci, against what real kernels answered.
struct VFIOPCITests {
    private func machine(_ mock: String) throws -> Machine {
        try SnapshotFile.decode(try Repository.bytes(Repository.mock(mock)), name: mock)
    }

    /// The predictor of a function that nobody has asked.
    private func predicted(_ device: DeviceSnapshot, of machine: Machine) -> VFIOPCI {
        var silent = device
        silent.vfio = nil
        return VFIOPCI(silent, pageSize: machine.host.pageSize, PageNeighbors(machine))
    }

    @Test(arguments: [
        ("live-e1000e-linux-7.2", 8), ("live-nvme-linux-7.2", 8), ("live-nvme-vf-linux-7.2", 8),
        ("live-sub-page-linux-7.2", 16), ("recorded-linux-7.2-arm64-16k", 25),
        ("recorded-linux-7.2-arm64-64k", 19),
    ])
    func regionsAreTheKernelsOwn(mock: String, count: Int) throws {
        let machine = try machine(mock)
        var compared = 0
        for device in machine.devices {
            let predicted = predicted(device, of: machine)
            for region in device.vfio?.regions ?? [] {
                let reply = try #require(predicted.region(region.index))
                let answer = try RegionInfo(region.info, index: region.index)
                #expect(try RegionInfo(reply, index: region.index) == answer)
                compared += 1
            }
        }
        #expect(compared == count)
    }

    @Test(arguments: [
        "live-e1000e-linux-7.2", "live-nvme-linux-7.2", "live-nvme-vf-linux-7.2",
        "live-sub-page-linux-7.2",
    ])
    func interruptsAndFeaturesAreTheKernelsOwn(mock: String) throws {
        let machine = try machine(mock)
        for device in machine.devices {
            let record = try #require(device.vfio)
            let predicted = predicted(device, of: machine)
            #expect(predicted.info.regionCount == 9 && predicted.info.irqCount == 5)
            for index in 0..<predicted.info.irqCount {
                let told = record.irqs.first { $0.index == index }
                let reply = try predicted.irq(index).map { try IRQInfo($0, index: index) }
                #expect(reply?.count == told?.count, "\(device.address) interrupt \(index)")
                #expect((reply?.flags).map(UInt64.init) == told?.flags)
            }
            for feature in record.features {
                #expect(predicted.hasFeature(feature.index) == feature.supported)
            }
            #expect(predicted.region(PCIRegion.vga) == nil)
        }
    }

    private func device(
        _ resources: [(index: Int, start: UInt64, size: UInt64, flags: ResourceFlags)]
    ) throws -> DeviceSnapshot {
        var device = DeviceSnapshot(address: try #require(BusAddress("0000:01:00.0")))
        device.resources = try resources.map {
            try #require(
                ResourceRecord(index: $0.index, start: $0.start, size: $0.size, flags: $0.flags))
        }
        return device
    }

    private func answer(
        _ index: Int, _ device: DeviceSnapshot, pageSize: UInt64 = 4096, complete: Bool = true
    ) throws -> RegionInfo? {
        let machine = Machine(
            host: HostFacts(pageSize: pageSize, complete: complete), devices: [device])
        let vfio = VFIOPCI(device, pageSize: pageSize, PageNeighbors(machine))
        return try vfio.region(index).map { try RegionInfo($0, index: index) }
    }

    struct Row: Sendable {
        var start: UInt64 = 0xfe80_0000
        var size: UInt64 = 0x1000
        var flags = ResourceFlags.memory
        var page: UInt64 = 4096
        let mappable: Bool
    }

    /// `vfio_pci_probe_mmaps()`, row by row.
    @Test(arguments: [
        Row(mappable: true), Row(page: 65536, mappable: true),
        Row(start: 0xfe80_1000, page: 65536, mappable: false), Row(size: 0x800, mappable: true),
        Row(start: 0xfe80_0800, size: 0x800, mappable: false),
        Row(start: 0xc000, flags: .io, mappable: false), Row(flags: [], mappable: false),
        Row(start: 0, flags: [.memory, .unset], mappable: false),
    ])
    func barsAreMappableByTheKernelsRule(row: Row) throws {
        for complete in [true, false] {
            let device = try device([(2, row.start, row.size, row.flags)])
            let info = try #require(
                try answer(2, device, pageSize: row.page, complete: complete))
            #expect(info.mappable == row.mappable)
            #expect(info.readable && info.writable && info.size == row.size)
            #expect(info.fileOffset == 2 << 40)
        }
    }

    @Test func aNeighborInThePageIsInTheWay() throws {
        let device = try device([
            (0, 0xfe80_0000, 0x800, .memory), (1, 0xfe80_0800, 0x100, .memory),
        ])
        #expect(try answer(0, device)?.mappable == false)
        #expect(try answer(0, device, pageSize: 1024)?.mappable == true)
    }

    @Test func theTablesBARSaysThatItMayBeMapped() throws {
        var device = try device([
            (0, 0xfe80_0000, 0x1000, .memory), (1, 0xc000, 0x100, .io),
        ])
        device.msix = MSIXRecord(
            entries: 2, table: .init(bar: 0, offset: 0), pba: .init(bar: 1, offset: 0))
        #expect(try answer(0, device)?.msixMappable == true)
        #expect(try answer(1, device)?.msixMappable == false)
        device.msix?.table.bar = 1
        // Without MMAP there is no capability, whatever the table says.
        #expect(try answer(1, device)?.msixMappable == false)
    }

    @Test func emptySlotsROMAndConfigurationSpace() throws {
        var device = try device([(6, 0xfe90_0000, 0x8000, .memory)])
        #expect(try answer(0, device)?.size == 0)
        #expect(try answer(0, device)?.readable == false)
        let rom = try #require(try answer(PCIRegion.rom, device))
        #expect(rom.readable && !rom.writable && !rom.mappable && rom.size == 0x8000)
        #expect(try answer(PCIRegion.config, device)?.size == 256)
        device.config = [UInt8](repeating: 0, count: 4096)
        #expect(try answer(PCIRegion.config, device)?.size == 4096)
        device.resources[0].start = 0
        #expect(try answer(PCIRegion.rom, device)?.size == 0)
    }

    @Test func onlyVGAControllersHaveTheVGARegion() throws {
        var device = try device([])
        device.identity.classCode = 0x03_0200
        #expect(try answer(PCIRegion.vga, device) == nil)
        device.identity.classCode = 0x03_0000
        let info = try #require(try answer(PCIRegion.vga, device))
        #expect(info.size == 0xc0000 && !info.mappable && info.readable && info.writable)
        #expect(try answer(PCIRegion.count, device) == nil)
    }

    /// No vectors would be a statement about what nobody has read.
    @Test func interruptsOfUnreadCapabilitiesAreNotPredicted() throws {
        var device = try device([])
        device.readErrors = [ReadError(.config, .denied, "no")]
        let vfio = VFIOPCI(
            device, pageSize: 4096, PageNeighbors(Machine(host: HostFacts(), devices: [device])))
        #expect(vfio.irq(PCIInterrupt.msi.rawValue) == nil)
        #expect(vfio.irq(PCIInterrupt.msix.rawValue) == nil)
        #expect(vfio.irq(PCIInterrupt.error.rawValue) == nil)
        #expect(vfio.irq(PCIInterrupt.request.rawValue) != nil)
    }

    @Test func aBARWithoutAddressKeepsTheFunctionShut() throws {
        let device = try device([(0, 0, 0x1000, [.memory, .unset])])
        let machine = Machine(host: HostFacts(), devices: [device])
        #expect(!VFIOPCI(device, pageSize: 4096, PageNeighbors(machine)).opens)
    }
}
