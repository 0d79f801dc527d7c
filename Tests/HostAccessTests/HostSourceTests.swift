import Foundation
import HostAccess
import PCISnapshot
import TestSupport
import Testing

/// libpci itself, on the recorded tree and on damaged copies of it.
struct HostSourceTests {
    private let nvme = "0000:00:04.0"

    private func device(
        _ address: String, in tree: String = Repository.tree, wake: Bool = false,
        config: ConfigExtent = .whole
    ) throws -> DeviceSnapshot {
        var source = try HostSource(tree: tree, wake: wake, config: config)
        let machine = try source.inventory(identified: true)
        let device = machine.devices.first { $0.address.description == address }
        return source.complete(try #require(device))
    }

    @Test func findsEveryFunctionInOrder() throws {
        var source = try HostSource(tree: Repository.tree, config: .whole)
        let machine = try source.inventory(identified: false)
        #expect(machine.devices.count == 23)
        #expect(machine.devices.map(\.address) == machine.devices.map(\.address).sorted())
        #expect(!machine.host.complete)
    }

    @Test func readsOneFunction() throws {
        let device = try device(nvme)
        #expect(device.identity.vendor == 0x1b36)
        #expect(device.identity.classCode == 0x010802)
        #expect(device.driver == "nvme")
        #expect(device.iommuGroup == 3)
        #expect(device.config?.count == 4096)
        let bar = try #require(device.resources.first)
        #expect(bar.index == 0)
        #expect(bar.size == 0x4000)
        #expect(bar.flags.contains([.memory, .memory64]))
        #expect(device.readErrors.isEmpty)
    }

    @Test func virtualFunctions() throws {
        let pf = try device("0000:01:00.0")
        #expect(pf.resources.map(\.index) == [0, 7])
        let vf = try device("0000:01:00.2")
        #expect(vf.identity.vendor == 0x1b36)
        #expect(vf.config?[0] == 0xff)
    }

    @Test func portsKeepTheirAddress() throws {
        let ports = try #require(try device("0000:00:09.0").resources.first)
        #expect(ports.flags.contains(.io))
        #expect(ports.start & 3 == 0)
    }

    /// The lines of an IDE controller in legacy mode; libpci gives the second and fourth no size.
    @Test func aBAROfOneByteIsNotLost() throws {
        try RecordedTree.with { tree in
            let empty = String(repeating: "0x0 0x0 0x0\n", count: 8)
            let lines =
                "0x1f0 0x1f7 0x110\n0x3f6 0x3f6 0x110\n0x170 0x177 0x110\n0x376 0x376 0x110\n"
                + "0x1000 0xfff 0x200\n"
            try tree.write(nvme, "resource", Array((lines + empty).utf8))
            let resources = try device(nvme, in: tree.path).resources
            #expect(resources.map(\.index) == [0, 1, 2, 3])
            #expect(resources.map(\.start) == [0x1f0, 0x3f6, 0x170, 0x376])
            #expect(resources.map(\.size) == [8, 1, 8, 1])
            #expect(resources.allSatisfy { $0.flags == ResourceFlags(rawValue: 0x110) })
        }
    }

    @Test func aSleepingDeviceIsLeftAlone() throws {
        try RecordedTree.with { tree in
            try tree.write(nvme, "power_state", Array("D3cold\n".utf8))
            let asleep = try device(nvme, in: tree.path)
            #expect(asleep.config == nil)
            #expect(asleep.readErrors.map(\.reason) == [.asleep])
            #expect(asleep.identity.vendor == 0x1b36)
            let awake = try device(nvme, in: tree.path, wake: true)
            #expect(awake.config?.count == 4096)
            #expect(awake.readErrors.isEmpty)
        }
    }

    @Test(arguments: [
        ("resource", ReadError.Part.resources), ("config", .config), ("vendor", .identity),
    ])
    func aMissingFileIsThatDevicesFault(name: String, part: ReadError.Part) throws {
        try RecordedTree.with { tree in
            try tree.remove(nvme, name)
            let fault = try #require(try device(nvme, in: tree.path).readErrors.first)
            #expect(fault.part == part)
            #expect(fault.text.contains("/\(nvme)/\(name)"), "\(fault.text)")
            #expect(try device("0000:00:05.0", in: tree.path).readErrors.isEmpty)
        }
    }

    @Test(arguments: [
        ("resource", "0x0 0x0 0x0\n", ReadError.Part.resources), ("resource", "", .resources),
        ("resource", "nonsense\n", .resources),
        (
            "resource",
            "0x0 0xfffffffffffffffe 0x200\n0x0 0x0 0x0\n0x0 0x0 0x0\n0x0 0x0 0x0\n0x0 0x0 0x0\n0x0 0x0 0x0\n0x0 0x0 0x0\n",
            .resources
        ), ("vendor", "", .identity),
        ("config", "ab", .config),
    ])
    func aShortOrMalformedFileIsThatDevicesFault(name: String, text: String, part: ReadError.Part)
        throws
    {
        try RecordedTree.with { tree in
            try tree.write(nvme, name, Array(text.utf8))
            let fault = try #require(try device(nvme, in: tree.path).readErrors.first)
            #expect(fault.part == part)
            #expect(fault.reason == .malformed)
            #expect(fault.text.contains("/\(nvme)/\(name)"), "\(fault.text)")
        }
    }

    /// libpci does not close a list that it cannot parse, and descriptors are few.
    @Test(arguments: ["nonsense\n", "\n", "0x1 0x2 0x3\n\n", String(repeating: " ", count: 5000)])
    func aDamagedListIsNotLeftOpen(text: String) throws {
        try RecordedTree.with { tree in
            let padding = String(repeating: "0x0 0x0 0x0\n", count: 7)
            try tree.write(nvme, "resource", Array((padding + text).utf8))
            #expect(try device(nvme, in: tree.path).readErrors.map(\.part) == [.resources])
            let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
            for number in open {
                let path = try? FileManager.default.destinationOfSymbolicLink(
                    atPath: "/proc/self/fd/\(number)")
                #expect(path?.hasPrefix(tree.path) != true)
            }
        }
    }

    @Test(arguments: [(64, 64), (100, 64), (256, 256), (300, 256), (5000, 4096)])
    func takesAsMuchConfigurationSpaceAsThereIs(bytes: Int, used: Int) throws {
        try RecordedTree.with { tree in
            let config = try Repository.bytes(tree.file(nvme, "config"))
            let longer = config + [UInt8](repeating: 0, count: 2000)
            try tree.write(nvme, "config", Array(longer.prefix(bytes)))
            let device = try device(nvme, in: tree.path)
            #expect(device.config == Array(config.prefix(used)))
            #expect(device.readErrors.isEmpty == (bytes == 256 || bytes == 5000))
        }
    }

    @Test func noSuchTree() {
        let failure = #expect(throws: SourceFailure.self) {
            _ = try HostSource(tree: "/nonexistent/tree", config: .whole)
        }
        guard case .missing(let text)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(text.contains("/nonexistent/tree/devices"))
    }

    @Test func aDirectoryThatIsNoFunctionIsAnErrorOfTheTree() throws {
        try RecordedTree.with { tree in
            try tree.write("", "nonsense", [])
            #expect(throws: SourceFailure.self) {
                var source = try HostSource(tree: tree.path, config: .whole)
                _ = try source.inventory(identified: false)
            }
        }
    }

    @Test func manySessionsOneAfterTheOther() throws {
        for _ in 0..<50 { _ = try device(nvme) }
    }
}
