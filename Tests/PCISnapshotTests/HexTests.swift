import PCISnapshot
import Testing

struct HexTests {
    @Test(arguments: [("0x0", 0), ("0x1F", 31), ("0Xff", 255), ("0xffffffffffffffff", UInt64.max)])
    func parses(text: String, value: UInt64) {
        #expect(Hex.parse(text) == value)
    }

    @Test(arguments: ["", "0x", "12", "0x+1", "0x-1", "0x1ffffffffffffffff", "0xg", " 0x1", "-0x1"])
    func refuses(text: String) {
        #expect(Hex.parse(text) == nil)
    }

    @Test func dumpsAndReadsBack() {
        let bytes: [UInt8] = [0, 0x0f, 0xf0, 0xff]
        #expect(Hex.dump(bytes) == "000ff0ff")
        #expect(Hex.bytes("000FF0ff") == bytes)
        #expect(Hex.bytes("0") == nil)
        #expect(Hex.bytes("0x") == nil)
    }
}
