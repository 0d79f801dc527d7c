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
        #expect(chosen.host.neighboursKnown)
        #expect(chosen.host.neighbours.map(\.address.description) == ["0000:00:01.0"])
    }

    @Test func inventsNoKnowledge() throws {
        let chosen = try machine(complete: false).selecting([0])
        #expect(!chosen.host.neighboursKnown)
        #expect(chosen.host.neighbours.count == 1)
    }

    @Test func aSelectionOfASelectionKeepsItsNeighbours() throws {
        let once = try machine(complete: true).selecting([0, 2])
        let twice = once.selecting([0])
        #expect(twice.host.neighbours.map(\.address.description) == ["0000:00:01.0"])
    }

    @Test func everythingStaysComplete() throws {
        #expect(try machine(complete: true).selecting([0, 1, 2]).host.complete)
    }
}
