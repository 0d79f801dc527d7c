import PCISnapshot
import Testing

struct BusAddressTests {
    @Test(arguments: ["0000:01:00.0", "ffff:ff:1f.7", "10000:01:00.0", "7fffffff:00:00.0"])
    func printsWhatItReads(text: String) {
        #expect(BusAddress(text)?.description == text)
    }

    @Test(arguments: [
        "", "01:00.0", "0000:01:00", "0000:01:00.8", "0000:01:20.0", "0000:100:00.0",
        "80000000:00:00.0", "0000:01:00.0.0", "0000:+1:00.0", "0000:-1:00.0", "g000:01:00.0",
        "000:01:00.0", " 0000:01:00.0", "0000:01:00.0\n",
    ])
    func refusesAnythingElse(text: String) {
        #expect(BusAddress(text) == nil)
    }

    @Test func sortsByDomainFirst() throws {
        let texts = ["10000:00:00.0", "0000:ff:00.0", "0000:02:00.1", "0000:02:00.0"]
        let sorted = texts.compactMap(BusAddress.init).sorted().map(\.description)
        #expect(sorted == texts.reversed())
    }
}
