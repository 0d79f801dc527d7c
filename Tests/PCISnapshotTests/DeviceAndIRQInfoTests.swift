import Testing

@testable import PCISnapshot

/// The two VFIO replies of fixed size.
struct DeviceAndIRQInfoTests {
    @Test func readsADevice() throws {
        // argsz, flags: reset and PCI, num_regions, num_irqs
        let bytes = try #require(Hex.bytes("10000000" + "03000000" + "09000000" + "05000000"))
        let info = try DeviceInfo(bytes)
        #expect(info.isPCI)
        #expect(info.regionCount == 9)
        #expect(info.irqCount == 5)
    }

    /// A kernel with capabilities says how much room they want; they are not asked for.
    @Test func aDeviceMayHaveMoreToSay() throws {
        let bytes = try #require(Hex.bytes("50000000" + "81000000" + "ffffffff" + "ffffffff"))
        let info = try DeviceInfo(bytes)
        #expect(!info.isPCI)
        #expect(info.regionCount == 0xffff_ffff)
    }

    @Test(arguments: [
        ("0f000000" + "03000000" + "09000000" + "05000000", "argsz"),
        ("10000000" + "03000000" + "09000000" + "050000", "num_irqs"),
        ("", "argsz"),
    ])
    func refusesADevice(text: String, field: String) throws {
        let bytes = try #require(Hex.bytes(text))
        let error = #expect(throws: DecodeError.self) { try DeviceInfo(bytes) }
        #expect(error?.description.contains(field) == true, "\(String(describing: error))")
    }

    @Test func readsAnInterrupt() throws {
        // argsz, flags: eventfd and noresize, index 2 (MSI-X), 2048 vectors
        let bytes = try #require(Hex.bytes("10000000" + "09000000" + "02000000" + "00080000"))
        let info = try IRQInfo(bytes, index: 2)
        #expect(info.flags == 9)
        #expect(info.count == 2048)
    }

    @Test(arguments: [
        ("0f000000" + "09000000" + "02000000" + "00080000", "argsz"),
        ("11000000" + "09000000" + "02000000" + "00080000", "argsz"),
        ("10000000" + "09000000" + "01000000" + "00080000", "index"),
        ("10000000" + "09000000" + "02000000" + "00000080", "count"),
        ("10000000" + "09000000" + "02000000" + "000800", "count"),
        ("", "argsz"),
    ])
    func refusesAnInterrupt(text: String, field: String) throws {
        let bytes = try #require(Hex.bytes(text))
        let error = #expect(throws: DecodeError.self) { try IRQInfo(bytes, index: 2) }
        #expect(error?.description.contains(field) == true, "\(String(describing: error))")
    }
}
