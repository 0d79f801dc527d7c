import Foundation
import PCISnapshot
import SnapshotFile
import TestSupport
import Testing

@testable import HostAccess

/// What is captured of a recorded tree, however damaged, is a snapshot that can be read back.
struct ReadBackTests {
    private let nvme = "0000:00:04.0"

    /// The machine that a capture of all functions holds, and the same read back.
    private func machines(_ tree: String) throws -> (written: Machine, read: Machine) {
        var source = try HostSource(tree: tree, config: .whole)
        var machine = try source.inventory(identified: false)
        machine.devices = machine.devices.map { source.complete($0) }
        var bytes: [UInt8] = []
        SnapshotFile.encode(
            machine.host, deviceCount: machine.devices.count,
            device: { machine.devices[$0] }, write: { bytes += $0 })
        return (machine, try SnapshotFile.decode(bytes, name: "capture"))
    }

    /// libpci tells a function twice that has two directories.
    @Test func twinsAreOneDamagedFunction() throws {
        try RecordedTree.with { tree in
            try FileManager.default.copyItem(
                atPath: tree.file(nvme, ""), toPath: tree.file("0000" + nvme, ""))
            let (written, read) = try machines(tree.path)
            #expect(read == written)
            #expect(read.devices.count == 23)
            let twin = try #require(read.devices.first { $0.address.description == nvme })
            #expect(twin.readErrors.map(\.part) == [.identity, .resources, .config])
            #expect(twin.readErrors.allSatisfy { $0.text == "two directories have this address" })
            #expect(!read.knowsNeighbors)
            #expect(read.devices.count { $0.readErrors.isEmpty } == 22)
        }
    }

    @Test(arguments: ["-1", "+1", "01", "99999999999", "2147483648", "x", ""])
    func aGroupThatIsNoNumberIsAFault(name: String) throws {
        try RecordedTree.with { tree in
            try tree.remove(nvme, "iommu_group")
            try FileManager.default.createSymbolicLink(
                atPath: tree.file(nvme, "iommu_group"), withDestinationPath: "../groups/" + name)
            let (written, read) = try machines(tree.path)
            #expect(read == written)
            let device = try #require(read.devices.first { $0.address.description == nvme })
            #expect(device.iommuGroup == nil)
            #expect(device.readErrors.map(\.part) == [.identity])
        }
    }

    @Test func damagedTrees() throws {
        var random = SeededGenerator(seed: 11)
        for round in 0..<40 {
            try RecordedTree.with { tree in
                for _ in 0..<20 { try damage(tree, &random) }
                let (written, read) = try machines(tree.path)
                if read != written { Issue.record("round \(round): not the same") }
            }
        }
    }

    private func damage(_ tree: RecordedTree, _ random: inout SeededGenerator) throws {
        let functions = try FileManager.default.contentsOfDirectory(atPath: tree.path + "/devices")
        let function = random.pick(functions.sorted())
        let name = random.pick([
            "vendor", "device", "class", "config", "resource", "power_state", "revision", "driver",
            "iommu_group", "sriov_totalvfs", "tsm/connect", "tsm/dsm",
        ])
        let path = tree.file(function, name)
        try? FileManager.default.createDirectory(
            atPath: tree.file(function, "tsm"), withIntermediateDirectories: true)
        let old = (try? Repository.bytes(path)) ?? []
        try? FileManager.default.removeItem(atPath: path)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: break
        case 1: try tree.write(function, name, [])
        case 2: try tree.write(function, name, Array(old.prefix(old.count / 2)))
        case 3:
            try tree.write(
                function, name,
                old.map { random.once(in: 9) ? UInt8.random(in: 0...255, using: &random) : $0 })
        case 4:
            let wide = "0xffffffffffff0000 0xffffffffffffffff 0x140204\n"
            try tree.write(function, name, Array(String(repeating: wide, count: 13).utf8))
        case 5:
            let targets = ["-1", "99999999999", "\u{1b}[31m\u{202e}", "..", name, "a/\u{7}\n"]
            try FileManager.default.createSymbolicLink(
                atPath: path, withDestinationPath: random.pick(targets))
        case 6: try tree.write(function, name, [0xff, 0xfe, 0x0a, 0x00] + old)
        default:
            let twin = random.pick(["0000", "00", "7fff"]) + function.suffix(12)
            try? FileManager.default.copyItem(
                atPath: tree.file(function, ""), toPath: tree.file(twin, ""))
            try tree.write(function, name, old)
        }
    }
}
