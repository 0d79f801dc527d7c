import PCISnapshot
import SnapshotFile
import TestSupport
import Testing

@testable import PCIDecoding

struct DeviceTests {
    private func devices(_ mock: String) throws -> [Device] {
        let path = Repository.mock(mock)
        let machine = try SnapshotFile.decode(try Repository.bytes(path), name: path)
        return machine.devices.map(Device.init)
    }

    @Test func msixFromConfigurationSpace() throws {
        let device = try devices("nvme-unaligned-table")[0]
        let msix = try #require(device.msix.value)
        #expect(msix.entries == 129)
        #expect(msix.table == .init(bar: 0, offset: 0x5200))
        #expect(msix.pba == .init(bar: 0, offset: 0xd600))
        #expect(msix.tableSize == 0x810)
        #expect(msix.pbaSize == 24)
        #expect(device.express.value?.functionLevelReset == true)
        #expect(device.sriov == .absent)
    }

    @Test func teeIOIDEAndDOE() throws {
        let device = try devices("tee-io-ide-doe")[0]
        #expect(device.teeIO == .present(true))
        #expect(device.doeMailboxes == .present(2))
        let ide = try #require(device.ide.value)
        #expect(ide.selective && ide.teeLimited && !ide.link)
        #expect(ide.selectiveStreams == 8)
    }

    @Test func sriov() throws {
        let devices = try devices("sriov-pf-and-vf")
        let sriov = try #require(devices[0].sriov.value)
        #expect(sriov.totalVFs == 8)
        #expect(sriov.enabledVFs == 2)
        #expect(sriov.firstVFOffset == 128)
        #expect(sriov.vfStride == 2)
        #expect(sriov.vfDevice == 0x10ca)
        #expect(sriov.systemPageSize == 4096)
        #expect(
            sriov.supportedPageSizes == [0x1000, 0x2000, 0x10000, 0x40000, 0x10_0000, 0x40_0000])
        #expect(devices[0].virtualFunctionBARs.map(\.base.size) == [0x4000, 0x4000])
        // A virtual function's header reads ffff:ffff.
        #expect(devices[1].identity.vendor == 0x8086)
        #expect(devices[1].identity.device == 0x10ca)
    }

    @Test func resizableBARs() throws {
        let bars = try #require(try devices("resizable-bar-gpu")[0].resizableBARs.value?.bars)
        #expect(bars.map(\.bar) == [0, 2])
        #expect(bars.map(\.current) == [256 << 20, 2 << 20])
        #expect(bars[1].sizes == [2 << 20, 4 << 20, 8 << 20, 16 << 20])
    }

    @Test func enhancedAllocation() throws {
        let entries = try #require(
            try devices("enhanced-allocation")[0].enhancedAllocation.value?.entries)
        #expect(entries.map(\.bei) == [0])
        #expect(entries[0].enabled)
        #expect(entries[0].base == 0x8460_0000)
        #expect(entries[0].maxOffset == 0xf_ffff)
    }

    @Test func aBridgesWindowsAreNoBARs() throws {
        let device = try devices("bridge-with-bar")[0]
        #expect(device.headerType == .bridge)
        #expect(device.bars.map(\.index) == [0])
    }

    @Test func whatCouldNotBeReadIsUnknownNotAbsent() throws {
        for mock in ["config-without-root", "device-asleep", "capability-chain-loops"] {
            let device = try devices(mock)[0]
            #expect(device.msix.reason != nil, "\(mock)")
            #expect(!device.problems.isEmpty, "\(mock)")
        }
    }

    @Test func aSnapshotWithoutConfigSaysWhatItHas() throws {
        let device = try devices("nvme-aligned")[0]
        #expect(device.msix.value?.entries == 32)
        #expect(try devices("sub-page-alone")[0].msix == .absent)
    }

    @Test func anUpperHalfIsNoRoomForABAR() throws {
        let device = try devices("bar-in-upper-half")[0]
        #expect(device.problems.contains(.upperHalfClaimed(bar: 1)))
    }

    /// Whatever the bytes are, decoding ends with values or reasons.
    @Test func randomConfigurationSpaceNeverTraps() throws {
        var random = SeededGenerator(seed: 1)
        let address = try #require(BusAddress("0000:01:00.0"))
        for round in 0..<3000 {
            var snapshot = DeviceSnapshot(address: address)
            let size = [64, 256, 4096][round % 3]
            var bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
            bytes[6] |= 0x10
            bytes[0x34] = UInt8.random(in: 0x40...0xff, using: &random)
            snapshot.config = bytes
            let device = Device(snapshot)
            #expect(device.address == address)
        }
    }
}
