import PCISnapshot

/// The BAR registers of configuration space: addresses on the PCI bus.
///
/// They differ from the kernel's resources, which are the CPU's addresses, where a host bridge
/// translates. Source: PCIe 6.0, 7.5.1.2.1.
public enum BARRegisters {
    /// The bus addresses of memory BARs by slot; those that hold 0 are left out, as a virtual
    /// function's do and those of a BAR without an address.
    ///
    /// - Parameter config: configuration space; one that ends early has fewer registers.
    public static func busAddresses(_ config: [UInt8]) -> [Int: UInt64] {
        let space = ConfigSpace(config)
        var addresses: [Int: UInt64] = [:]
        var slot = 0
        while slot < space.headerType.barCount {
            defer { slot += 1 }
            guard let low = try? space.reader.u32(0x10 + 4 * slot, "BAR"), low & 1 == 0 else {
                continue
            }
            var address = UInt64(low & ~0xf)
            let bar = slot
            // Bits 2:1 are 10 for a BAR of 64 bits; the last slot has no room for one.
            if low & 6 == 4, slot + 1 < space.headerType.barCount {
                guard let high = try? space.reader.u32(0x14 + 4 * slot, "BAR") else { continue }
                address |= UInt64(high) << 32
                slot += 1
            }
            if address != 0 { addresses[bar] = address }
        }
        return addresses
    }
}
