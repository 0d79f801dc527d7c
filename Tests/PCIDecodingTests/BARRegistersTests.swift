import PCIDecoding
import Testing

@Suite("BAR registers of configuration space")
struct BARRegistersTests {
    private func config(_ registers: [UInt32], header: UInt8 = 0) -> [UInt8] {
        var config = [UInt8](repeating: 0, count: 0x10)
        config[0xe] = header
        for register in registers {
            for shift in 0..<4 { config.append(UInt8(register >> (8 * UInt32(shift)) & 0xff)) }
        }
        return config
    }

    @Test("Bus addresses of memory BARs, 32 and 64 bits wide")
    func addresses() {
        let registers: [UInt32] = [0x9000_000c, 0x12, 0xe001, 0xfe80_0008, 0, 0]
        #expect(
            BARRegisters.busAddresses(config(registers)) == [0: 0x12_9000_0000, 3: 0xfe80_0000])
    }

    @Test("What is not there has no address")
    func absent() {
        #expect(BARRegisters.busAddresses([]) == [:])
        #expect(BARRegisters.busAddresses(config([0x9000_0004])) == [:])
        let last: [UInt32] = [0, 0, 0, 0, 0, 0x9000_0004]
        #expect(BARRegisters.busAddresses(config(last)) == [5: 0x9000_0000])
        // A bridge has two; what follows are its windows.
        let windows: [UInt32] = [0, 0x8000_0000, 0x9000_0000, 0, 0, 0]
        #expect(BARRegisters.busAddresses(config(windows, header: 1)) == [1: 0x8000_0000])
    }
}
