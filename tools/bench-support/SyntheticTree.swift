import FoundationEssentials

/// A sysfs tree of NVMe functions with MSI-X and 4096 bytes of configuration space.
///
/// Each has the attributes that a kernel gives every PCI function and both tools look for.
struct SyntheticTree {
    let root: String

    func make(functions: Int) throws {
        for index in 0..<functions {
            let folder = "\(root)/devices/\(address(index))"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            let start = 0x80_0000_0000 + index * 0x10000
            var lines = [line(start, start + 0xffff, 0x140204)]
            lines += [String](repeating: line(0, 0, 0), count: 12)
            let files = [
                "vendor": "0x1e0f", "device": "0x0025", "class": "0x010802", "revision": "0x01",
                "subsystem_vendor": "0x1e0f", "subsystem_device": "0x0001", "irq": "0",
                "numa_node": "-1", "power_state": "D0", "resource": lines.joined(separator: "\n"),
            ]
            for (name, text) in files {
                try Data((text + "\n").utf8).write(to: URL(filePath: "\(folder)/\(name)"))
            }
            try Data(Self.config).write(to: URL(filePath: "\(folder)/config"))
            for (link, target) in [
                ("driver", "../../drivers/nvme"), ("iommu_group", "../../iommu_groups/\(index)"),
            ] {
                try FileManager.default.createSymbolicLink(
                    atPath: "\(folder)/\(link)", withDestinationPath: target)
            }
        }
    }

    private func address(_ index: Int) -> String {
        hex(index >> 16, 4) + ":" + hex(index >> 8 & 0xff, 2) + ":" + hex(index >> 3 & 0x1f, 2)
            + ".\(index & 7)"
    }

    private func line(_ start: Int, _ end: Int, _ flags: Int) -> String {
        [start, end, flags].map { "0x" + hex($0, 16) }.joined(separator: " ")
    }

    private func hex(_ value: Int, _ width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Capabilities: MSI-X with its table at 0x5200, PCI Express; extended: AER, serial number,
    /// secondary PCI Express.
    private static let config: [UInt8] = {
        var bytes = [UInt8](repeating: 0, count: 4096)
        func put(_ offset: Int, _ value: UInt32) {
            for byte in 0..<4 { bytes[offset + byte] = UInt8(value >> (8 * byte) & 0xff) }
        }
        put(0x00, 0x0025_1e0f)
        put(0x04, 0x0010_0006)
        put(0x08, 0x0108_0201)
        put(0x10, 0x0000_0004)
        put(0x34, 0x40)
        put(0x40, 0x0080_5011)
        put(0x44, 0x5200)
        put(0x48, 0xd600)
        put(0x50, 0x0002_0010)
        put(0x54, 0x1000_8000)
        put(0x100, 0x1402_0001)
        put(0x140, 0x1601_0003)
        put(0x160, 0x0001_0019)
        return bytes
    }()
}
