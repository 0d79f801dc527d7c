import Foundation
import Glibc
import LiveProbe
import PCISnapshot
import SystemPackage
import TestSupport
import Testing

@testable import HostAccess

/// Files and directories without measure, and trees of which a part cannot be read.
struct DamagedDirectoryTests {
    private let nvme = "0000:00:04.0"

    @Test func aDirectoryThatNeverEndsIsAnError() throws {
        try Repository.withTemporaryDirectory { folder in
            for index in 0..<20 { try Data().write(to: URL(filePath: "\(folder)/\(index)")) }
            #expect(try Directory.entries(folder, atMost: 20).count == 20)
            #expect(throws: SystemFailure("readdir", folder, .overflow)) {
                try Directory.entries(folder, atMost: 19)
            }
        }
    }

    @Test func pipesAreSeen() throws {
        try Repository.withTemporaryDirectory { folder in
            #expect(unsafe mkfifo(folder + "/pipe", 0o600) == 0)
            let entries = try Directory.entries(folder)
            #expect(entries.map(\.name) == ["pipe"] && !entries[0].isPlain)
        }
    }

    /// What is cut off a table of mounts would look as if it were not mounted.
    @Test(arguments: [0, 1])
    func aTextBeyondMeasureIsAnError(more: Int) throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/mountinfo"
            let length = HostKernel.longestText + more
            // A hole reads as zeros.
            try Data().write(to: URL(filePath: path))
            #expect(unsafe truncate(path, length) == 0)
            if more == 0 {
                #expect(try HostKernel().read(path).utf8.count == length)
            } else {
                let failure = #expect(throws: CallFailure.self) { try HostKernel().read(path) }
                #expect(failure?.errno.name == "EFBIG")
            }
        }
    }

    @Test func textThatIsNoUTF8IsRead() throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/text"
            try Data([0x61, 0xff, 0xc3, 0x28, 0x0a]).write(to: URL(filePath: path))
            #expect(try HostKernel().read(path) == "a\u{fffd}\u{fffd}(\n")
        }
    }

    private func device(in tree: RecordedTree) throws -> DeviceSnapshot {
        var source = try HostSource(tree: tree.path, config: .whole)
        let machine = try source.inventory(identified: true)
        let device = machine.devices.first { $0.address.description == nvme }
        return source.complete(try #require(device))
    }

    /// An attribute that is there and cannot be read, as a loop of links cannot: never absent.
    @Test(arguments: [
        ("power_state", ReadError.Part.config), ("class", .identity),
        ("sriov_totalvfs", .resources),
        ("tsm", .identity), ("resource", .resources), ("vendor", .identity), ("config", .config),
    ])
    func whatCannotBeReadIsAFault(name: String, part: ReadError.Part) throws {
        try RecordedTree.with { tree in
            if FileManager.default.fileExists(atPath: tree.file(nvme, name)) {
                try tree.remove(nvme, name)
            }
            try FileManager.default.createSymbolicLink(
                atPath: tree.file(nvme, name), withDestinationPath: name)
            let device = try device(in: tree)
            let fault = try #require(device.readErrors.first { $0.part == part })
            #expect(fault.text.contains("/\(nvme)/\(name)"), "\(fault.text)")
            // Where power cannot be told, nothing is woken.
            if name == "power_state" { #expect(device.config == nil) }
        }
    }

    /// A physical function's list without the lines of its virtual functions.
    @Test func aListThatEndsEarlyIsAFault() throws {
        try RecordedTree.with { tree in
            let pf = "0000:01:00.0"
            let lines = String(
                decoding: try Repository.bytes(tree.file(pf, "resource")), as: UTF8.self
            )
            .split(separator: "\n")
            #expect(lines.count > 8)
            try tree.write(pf, "resource", Array(lines.prefix(7).joined(separator: "\n").utf8))
            var source = try HostSource(tree: tree.path, config: .whole)
            let machine = try source.inventory(identified: false)
            let device = try #require(machine.devices.first { $0.address.description == pf })
            #expect(device.readErrors.map(\.part) == [.resources])
            #expect(!machine.knowsNeighbors)
        }
    }

    /// A recorded tree is somebody else's: it does not say what is read outside of it.
    @Test(arguments: ["config", "resource", "power_state", "tsm/connect"])
    func aLinkToAFileIsNotFollowed(name: String) throws {
        try Repository.withTemporaryDirectory { folder in
            let tree = folder + "/tree"
            try FileManager.default.copyItem(atPath: Repository.tree, toPath: tree)
            let device = tree + "/devices/0000:00:04.0/"
            try? FileManager.default.removeItem(atPath: device + name)
            try FileManager.default.createDirectory(
                atPath: device + "tsm", withIntermediateDirectories: true)
            let secret = folder + "/secret"
            try Data("secret".utf8).write(to: URL(filePath: secret))
            #expect(unsafe mkfifo(folder + "/pipe", 0o600) == 0)
            for target in [secret, folder + "/pipe"] {
                try FileManager.default.createSymbolicLink(
                    atPath: device + name, withDestinationPath: target)
                var source = try HostSource(tree: tree, config: .whole)
                let machine = try source.inventory(identified: true)
                let address = BusAddress("0000:00:04.0")
                let found = try #require(machine.devices.first { $0.address == address })
                let complete = source.complete(found)
                #expect(complete.config == nil && complete.tsm == nil)
                #expect(complete.readErrors.contains { $0.text == "\(device)\(name): is no file" })
                try FileManager.default.removeItem(atPath: device + name)
            }
        }
    }
}
