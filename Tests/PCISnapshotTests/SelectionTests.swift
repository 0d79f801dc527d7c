import PCISnapshot
import Testing

struct SelectionTests {
    private func machine(complete: Bool) throws -> Machine {
        let starts: [UInt64] = [0x1000_0000, 0x1000_0100, 0x1002_0000]
        let devices = try starts.enumerated().map { index, start in
            var device = DeviceSnapshot(
                address: try #require(BusAddress("0000:00:0\(index).0")))
            device.resources = [
                try #require(ResourceRecord(index: 0, start: start, size: 0x100, flags: .memory))
            ]
            return device
        }
        return Machine(host: HostFacts(complete: complete), devices: devices)
    }

    @Test func keepsWhoSharesThePage() throws {
        let chosen = try machine(complete: true).selecting([0])
        #expect(chosen.devices.count == 1)
        #expect(!chosen.host.complete)
        #expect(chosen.host.neighborsKnown)
        #expect(chosen.host.neighbors.map(\.address.description) == ["0000:00:01.0"])
    }

    @Test func inventsNoKnowledge() throws {
        let chosen = try machine(complete: false).selecting([0])
        #expect(!chosen.host.neighborsKnown)
        #expect(chosen.host.neighbors.count == 1)
    }

    @Test func aSelectionOfASelectionKeepsItsNeighbors() throws {
        let once = try machine(complete: true).selecting([0, 2])
        let twice = once.selecting([0])
        #expect(twice.host.neighbors.map(\.address.description) == ["0000:00:01.0"])
    }

    /// One whose memory nobody could read may be near: it is kept, also by a second selection.
    @Test func keepsWhoCouldNotBeRead() throws {
        var all = try machine(complete: true)
        all.devices[2].readErrors = [
            ReadError(.resources, .failed, "EIO"), ReadError(.identity, .failed, "EIO"),
        ]
        let twice = all.selecting([0, 1]).selecting([0])
        let unread = try #require(twice.host.neighbors.first)
        #expect(unread.address == all.devices[2].address)
        #expect(unread.readErrors == [ReadError(.resources, .failed, "EIO")])
        #expect(!twice.knowsNeighbors && twice.unreadNeighbor == unread.address)
    }

    /// Memory over a large BAR is far from every small one, and contradicts it all the same.
    @Test func keepsWhoLiesOverABAR() throws {
        var all = try machine(complete: true)
        all.devices[0].resources[0].size = 0x100_0000
        #expect(all.selecting([0]).host.neighbors.count == 2)
        all.devices[0].resources[0].size = 0x10000
        #expect(all.selecting([0]).host.neighbors.count == 1)
        var info = [UInt8](repeating: 0, count: 32)
        info[18] = 3
        all.devices[0].vfio = VFIORecord(regions: [.init(index: 0, info: info)])
        #expect(all.selecting([0]).host.neighbors.count == 2)
    }

    @Test func everythingStaysComplete() throws {
        #expect(try machine(complete: true).selecting([0, 1, 2]).host.complete)
    }
}
