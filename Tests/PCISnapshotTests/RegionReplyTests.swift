import PCISnapshot
import Testing

/// What is written to a reply, against the layout of include/uapi/linux/vfio.h and the reader.
struct RegionReplyTests {
    private static let areas = [
        RegionInfo.Area(offset: 0, size: 0x4000), RegionInfo.Area(offset: 0x8000, size: 0x8000),
    ]
    private static let reply = RegionReply(
        index: 2, flags: [.read, .write, .mmap], size: 0x10000,
        capabilities: [.sparseMmap(areas), .msixMappable])

    @Test func theBytesAreThoseOfTheStructure() {
        let expected =
            "58000000" + "0f000000" + "02000000" + "20000000"  // argsz, flags, index, cap_offset
            + "0000010000000000" + "0000000000020000"  // size, offset
            + "01000100" + "50000000" + "02000000" + "00000000"  // SPARSE_MMAP, two areas
            + "0000000000000000" + "0040000000000000" + "0080000000000000" + "0080000000000000"
            + "03000100" + "00000000"  // MSIX_MAPPABLE, last
        #expect(Hex.dump(Self.reply.bytes) == expected)
    }

    @Test func theReaderReadsWhatIsWritten() throws {
        let info = try RegionInfo(Self.reply.bytes, index: 2)
        #expect(info.readable && info.writable && info.mappable && info.msixMappable)
        #expect(info.size == 0x10000 && info.fileOffset == 2 << 40)
        #expect(info.sparseAreas == Self.areas)
        let bare = try RegionInfo(RegionReply(index: 8, flags: .write).bytes, index: 8)
        #expect(!bare.readable && bare.writable && !bare.mappable && bare.sparseAreas == nil)
    }

    @Test func withRoomTheReplyIsWholeAndSaysTheRoom() throws {
        let buffer = RegionReply.fill(Self.reply.bytes, into: 128)
        #expect(buffer.count == 128 && RegionInfo.argsz(buffer) == 128)
        #expect(
            try RegionInfo(buffer, index: 2) == RegionInfo(Self.reply.bytes, index: 2))
    }

    @Test(arguments: [nil, 0x60])
    func withoutRoomItSaysHowMuchItNeedsAndHasNoCapability(wanted: Int?) {
        let size = wanted == nil ? 64 : 0x58
        let buffer = RegionReply.fill(Self.reply.bytes, into: size, wanted: wanted)
        #expect(buffer.count == size)
        #expect(RegionInfo.argsz(buffer) == wanted ?? 0x58)
        #expect(Array(buffer[4..<16]) == [0xf, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0])
        #expect(buffer[16..<32].elementsEqual(Self.reply.bytes[16..<32]))
        #expect(buffer[32...].allSatisfy { $0 == 0 })
    }

    @Test func theFixedRepliesAreReadAsWritten() throws {
        let device = DeviceInfo(flags: [.reset, .pci], regionCount: 9, irqCount: 5)
        #expect(Hex.dump(device.bytes) == "10000000" + "03000000" + "09000000" + "05000000")
        #expect(try DeviceInfo(device.bytes) == device)
        let irq = IRQInfo(flags: [.eventfd, .noResize], count: 8)
        #expect(
            Hex.dump(irq.encoded(index: 1)) == "10000000" + "09000000" + "01000000" + "08000000")
        #expect(try IRQInfo(irq.encoded(index: 1), index: 1) == irq)
    }
}
