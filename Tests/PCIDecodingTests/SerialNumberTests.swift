import PCIDecoding
import PCISnapshot
import Testing

struct SerialNumberTests {
    private static func config(_ capability: [UInt8], at offset: Int = 0x100) -> [UInt8] {
        var config = [UInt8](repeating: 0, count: 4096)
        config[0] = 1
        config.replaceSubrange(offset..<min(4096, offset + capability.count), with: capability)
        return config
    }

    private static let capability: [UInt8] = [3, 0, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8]

    @Test func lowHalfFirst() {
        #expect(
            SerialNumber.read(PartialBytes(Self.config(Self.capability))) == 0x0807_0605_0403_0201)
    }

    @Test(arguments: [0, 64, 256, 0x104, 0x108, 0x10b])
    func whatWasNotReadIsNotKnown(count: Int) {
        #expect(
            SerialNumber.read(PartialBytes(Array(Self.config(Self.capability).prefix(count))))
                == nil)
    }

    @Test func noneOrNoAnswer() {
        #expect(SerialNumber.read(PartialBytes(Self.config([]))) == nil)
        #expect(SerialNumber.read(PartialBytes([UInt8](repeating: 0xff, count: 4096))) == nil)
        // A chain that leads to itself.
        #expect(SerialNumber.read(PartialBytes(Self.config([1, 0, 1, 0x10]))) == nil)
        // At the very end, where its second half has no room.
        var config = Self.config([1, 0, 0xc1, 0xff])
        config.replaceSubrange(4092..<4096, with: [3, 0, 1, 0])
        #expect(SerialNumber.read(PartialBytes(config)) == nil)
    }

    @Test func subsystemIDsOfAnOrdinaryHeader() {
        var config = Self.config([0x86, 0x80, 0x34, 0x12], at: 0x2c)
        #expect(
            SubsystemIDs.read(PartialBytes(config)).map { [$0.vendor, $0.device] } == [
                0x8086, 0x1234,
            ])
        #expect(SubsystemIDs.read(PartialBytes(Array(config.prefix(0x2e)))) == nil)
        // A bridge has other registers there.
        config[0xe] = 0x81
        #expect(SubsystemIDs.read(PartialBytes(config)) == nil)
        #expect(SubsystemIDs.read(PartialBytes([])) == nil)
    }
}
