import PCISnapshot
import Testing

/// Who has reserved a BAR, by `/proc/iomem` of real kernels and of nobody's.
struct MemoryMapTests {
    private func holders(
        _ text: String, _ start: UInt64 = 0xfd00_0000, _ count: UInt64 = 0x100_0000,
        isDriven: Bool = false
    ) throws -> [String] {
        let owner = try #require(BusAddress("0000:00:02.0"))
        return MemoryMap(text).holders(
            ofMemory: start, count: count, owner: owner, isDriven: isDriven)
    }

    private static func around(_ name: String) -> String {
        """
        00001000-0009fbff : System RAM
        c0000000-febfffff : PCI Bus 0000:00
          fd000000-fdffffff : 0000:00:02.0
            fd000000-fd2fffff : \(name)
            fd300000-fd3fffff : \(name)
          feb00000-feb03fff : 0000:00:03.0
            feb00000-feb03fff : nvme
        """
    }

    @Test(arguments: ["BOOTFB", "efifb", "simpledrm", "APEI ERST", "Reserved"])
    func aStrangerIsNamedOnceWhoeverIsBound(name: String) throws {
        #expect(try holders(Self.around(name)) == [name])
        #expect(try holders(Self.around(name), isDriven: true) == [name])
    }

    /// Drivers call their reservations what they like; it goes with them.
    @Test(arguments: ["bochs-drm", "ICH HD audio", "megasas: LSI"])
    func aDriversOwnIsNoClaimWhileItIsBound(name: String) throws {
        #expect(try holders(Self.around(name), isDriven: true) == [])
        #expect(try holders(Self.around(name)) == [name])
    }

    @Test(arguments: ["vfio-pci", "vfio sub-page reserved", "0000:00:02.0"])
    func vfioAndTheFunctionItselfAreNoStrangers(name: String) throws {
        #expect(try holders(Self.around(name)) == [])
    }

    /// The hole below 1 TiB of an AMD machine, in a BAR that is laid over it.
    @Test func firmwareInsideALargeBAR() throws {
        let text = """
            8000000000-1effffffffff : PCI Bus 0000:00
              8000000000-ffffffffff : 0000:00:02.0
                fd00000000-ffffffffff : Reserved
            """
        #expect(try holders(text, 0x80_0000_0000, 0x80_0000_0000) == ["Reserved"])
        #expect(try holders(text, 0x80_0000_0000, 0x1000) == [])
    }

    /// What is around a bridge's window is not around the BAR, what is inside the window is.
    @Test func reservationsAroundTheBAR() throws {
        let above = """
            c0000000-ffffffff : Reserved
              c0000000-febfffff : PCI Bus 0000:00
                fd000000-fdffffff : 0000:00:02.0
            """
        #expect(try holders(above) == [])
        let below = """
            c0000000-febfffff : PCI Bus 0000:00
              fc000000-feafffff : Reserved
                fd000000-fdffffff : 0000:00:02.0
            """
        #expect(try holders(below) == ["Reserved"])
        let arm = """
            10000000-fffeffff : pcie@10000000
              fd000000-fdffffff : 0000:00:02.0
            """
        #expect(try holders(arm) == [])
    }

    /// Without privileges every address is zero.
    @Test func zerosTellNothing() throws {
        let text = Self.around("BOOTFB").split(separator: "\n").map { line in
            let blanks = line.prefix { $0 == " " }
            return "\(blanks)00000000-00000000\(line.dropFirst(blanks.count + 17))"
        }.joined(separator: "\n")
        #expect(try holders(text) == [])
        #expect(try holders(text, 0, 0x1000) == [])
    }

    @Test(arguments: [
        "", "\n\n", "fd000000 : efifb", "fd000000-fdffffff", "fd000000-fdffffff :",
        "fd000000-fdffffff efifb x", "-fdffffff : efifb", "fdffffff-fd000000 : efifb",
        "fd000000-1fdffffff00000000 : efifb", "fd000000-fdffffff-0 : efifb",
        "fd00+000-fdffffff : efifb", String(repeating: " ", count: 100_000),
    ])
    func whatIsNoEntryIsNone(text: String) throws {
        #expect(try holders(text) == [])
        #expect(try holders(text + "\n" + Self.around("BOOTFB")) == ["BOOTFB"])
    }

    @Test(arguments: [
        (UInt64.max, UInt64(1)), (.max, 2), (1, .max), (0xfd00_0000, 0), (0x8000_0000, 1 << 63),
    ])
    func anyRangeHasAnAnswer(start: UInt64, count: UInt64) throws {
        _ = try holders(Self.around("BOOTFB") + "\n0-ffffffffffffffff : Reserved", start, count)
    }
}
