import Foundation
import PCISnapshot
import SnapshotFile
import TestSupport
import Testing

struct RoundTripTests {
    @Test(arguments: Repository.mocks)
    func whatIsWrittenReadsTheSame(path: String) throws {
        let machine = try SnapshotFile.decode(try Repository.bytes(path), name: path)
        var written: [UInt8] = []
        SnapshotFile.encode(
            machine.host, deviceCount: machine.devices.count,
            device: { machine.devices[$0] }, write: { written += $0 })
        #expect(try SnapshotFile.decode(written, name: "written") == machine)
    }

    @Test func unknownKeysAreIgnored() throws {
        let text = """
            {"schema":"vfio-probe/snapshot/1","future":[1],"devices":
             [{"address":"0000:01:00.0","vendor":"0x1","device":"0x2","color":"red"}]}
            """
        let machine = try SnapshotFile.decode(Array(text.utf8), name: "x")
        #expect(machine.devices.count == 1)
        #expect(machine.host == HostFacts())
    }

    @Test func rawBytesWinOverWords() throws {
        let config = "0f1e2500" + String(repeating: "00", count: 60)
        let text = """
            {"schema":"vfio-probe/snapshot/1","devices":[{"address":"0000:01:00.0",
             "vendor":"0x1","device":"0x2","class":"0x020000","config":"\(config)"}]}
            """
        let device = try SnapshotFile.decode(Array(text.utf8), name: "x").devices[0]
        #expect(device.identity.vendor == 0x1e0f)
        #expect(device.identity.device == 0x25)
        #expect(device.identity.classCode == 0)
    }
}
