import Testing

@testable import PCISnapshot

struct ByteReaderTests {
    private let reader = ByteReader([1, 2, 3, 4, 5, 6, 7, 8])

    @Test func readsLittleEndian() throws {
        #expect(try reader.u8(7, "x") == 8)
        #expect(try reader.u16(1, "x") == 0x0302)
        #expect(try reader.u32(4, "x") == 0x0807_0605)
        #expect(try reader.u64(0, "x") == 0x0807_0605_0403_0201)
    }

    @Test(arguments: [-1, 5, 8, Int.max, Int.min])
    func neverReadsPastTheEnd(offset: Int) {
        #expect(throws: DecodeError.self) { try reader.u32(offset, "x") }
    }

    @Test func anErrorNamesFieldAndPlace() {
        let error = #expect(throws: DecodeError.self) { try reader.u16(7, "MSI-X table") }
        #expect(error?.description == "MSI-X table at 7 needs 2 bytes, but the data ends at 8")
    }
}
