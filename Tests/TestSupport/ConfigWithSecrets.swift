/// Configuration spaces in which every byte that no decoder knows is a secret.
public enum ConfigWithSecrets {
    /// What every such byte reads as.
    public static let secret: UInt8 = 0xa5

    /// A function with VPD, subsystem ids, vendor-specific bytes, serial number, and with MSI-X,
    /// PCI Express and a resizable BAR.
    public static let bytes: [UInt8] = {
        var config = [UInt8](repeating: secret, count: 4096)
        func put(_ offset: Int, _ bytes: [UInt8]) {
            config.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        }
        put(0, [0x86, 0x80, 0x34, 0x12, 0, 0, 0x10, 0])
        put(8, [UInt8](repeating: 0, count: 0x2c - 8))
        put(0x30, [0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        put(0x40, [0x03, 0x50])
        put(0x50, [0x11, 0x60, 2, 0, 0, 0, 0, 0, 0, 8, 0, 0])
        // An old PCI Express capability of 20 bytes, with VPD right behind it.
        put(0x60, [0x10, 0x74] + [UInt8](repeating: 0, count: 18))
        put(0x74, [0x03, 0x80])
        put(0x80, [0x09, 0x00])
        put(0x100, [0x03, 0x00, 0x01, 0x20])
        put(0x200, [0x15, 0x00, 0x01, 0x00, 0, 0x10, 0, 0, 0x20, 1, 0, 0])
        put(0x20c, [UInt8](repeating: 0, count: 40))
        return config
    }()

    /// Random bytes with chains that are mostly sound.
    public static func random(_ generator: inout SeededGenerator) -> [UInt8] {
        let count = generator.pick([64, 256, 4096])
        var config = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        config[0] = 0x86
        config[6] |= 0x10
        config[0xe] = generator.pick([0, 0, 1, 2, 0x80, 0x7f])
        config[0x34] = UInt8.random(in: 0x3c...0xff, using: &generator)
        for offset in stride(from: 0x40, to: min(count, 0x100), by: 4) {
            config[offset] = generator.pick([0x01, 0x03, 0x05, 0x10, 0x11, 0x14, 0xff])
            config[offset + 1] = generator.once(in: 3) ? 0 : config[offset + 1]
        }
        for offset in stride(from: 0x100, to: count, by: 4) where generator.once(in: 2) {
            let next = generator.once(in: 4) ? 0 : Int.random(in: 0x40...0x3ff, using: &generator)
            config[offset] = generator.pick([0x03, 0x0b, 0x10, 0x15, 0x2e, 0x30, 0xff])
            config[offset + 1] = generator.once(in: 9) ? 0xff : 0
            config[offset + 2] = UInt8(next & 0xf) << 4
            config[offset + 3] = UInt8(next >> 2 & 0xff)
        }
        return config
    }
}
