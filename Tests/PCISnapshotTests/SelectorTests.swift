import PCISnapshot
import Testing

/// The same words as lspci; what they match was compared with lspci 3.9 on the recorded tree.
struct SelectorTests {
    private func device(_ address: String, _ vendor: UInt16, _ device: UInt16, _ code: UInt32)
        throws -> DeviceSnapshot
    {
        var snapshot = DeviceSnapshot(address: try #require(BusAddress(address)))
        snapshot.identity = .init(vendor: vendor, device: device, classCode: code)
        return snapshot
    }

    @Test(arguments: [
        ("", true), ("1f.2", true), ("1f.", true), (".2", true), ("00:", true), ("00:1f.2", true),
        ("0000:00:1f.2", true), ("0:0:1f.2", true), (":00:1f.2", true), ("*:*:*.2", true),
        ("*", true), ("1f.3", false), ("01:", false), ("0001:00:1f.2", false), (".3", false),
    ])
    func slots(text: String, expected: Bool) throws {
        let device = try device("0000:00:1f.2", 0x8086, 0x2922, 0x010601)
        #expect(try Selector(slot: text).matches(device) == expected)
    }

    @Test(arguments: [
        ("8086:2922", true), ("8086:", true), (":2922", true), ("::0106", true), ("::01xx", true),
        ("::0106:01", true), ("::0106:02", false), ("::0108", false), ("8086:2921", false),
        ("0x8086:0x2922", true), ("*:*", true), ("::xx06", true), ("::106", true),
    ])
    func ids(text: String, expected: Bool) throws {
        let device = try device("0000:00:1f.2", 0x8086, 0x2922, 0x010601)
        #expect(try Selector(id: text).matches(device) == expected)
    }

    @Test(arguments: [
        "a:b:c:d", "20.0", "1f.8", "100:00.0", "80000000:00:00.0", "g", "1f.2.0", "+1.0",
    ])
    func refusesSlots(text: String) {
        #expect(throws: SelectorError.self) { try Selector(slot: text) }
    }

    @Test(arguments: [
        "8086", "10000:", ":10000", "::10000", "::01:100", "a:b:c:d:e", "::zz", "::０200",
    ])
    func refusesIDs(text: String) {
        #expect(throws: SelectorError.self) { try Selector(id: text) }
    }

    @Test(arguments: ["", "00.0", "1f", "01:", "01:00", ":01:00.0", "01:*.0", "nvme0"])
    func anAddressNamesOneFunction(text: String) {
        #expect(throws: SelectorError.self) { try Selector(address: text) }
    }

    @Test func aShortAddressMatchesInAnyDomain() throws {
        let selector = try Selector(address: "00:1f.2")
        #expect(selector.matches(try device("0001:00:1f.2", 1, 1, 0)))
        #expect(!selector.matches(try device("0001:00:1f.3", 1, 1, 0)))
    }
}
