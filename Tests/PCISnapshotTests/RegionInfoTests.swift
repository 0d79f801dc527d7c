import Testing

@testable import PCISnapshot

struct RegionInfoTests {
    /// A reply: argsz, flags, index, cap_offset, size 0x10000, offset; then what is given.
    private func reply(
        argsz: UInt32? = nil, flags: UInt32 = 0xf, index: UInt32 = 0, first: UInt32 = 32,
        _ tail: String = ""
    ) -> [UInt8] {
        let tail = Hex.bytes(tail) ?? []
        let words: [UInt32] = [
            argsz ?? UInt32(32 + tail.count), flags, index, first, 0x10000, 0, 0, 0x100,
        ]
        return words.flatMap { word in (0..<4).map { UInt8(word >> (8 * $0) & 0xff) } } + tail
    }

    // SPARSE_MMAP, version 1, last; two areas; [0,0x4000) and [0x8000,0x10000)
    private static let areas =
        "01000100" + "00000000" + "02000000" + "00000000" + "0000000000000000"
        + "0040000000000000" + "0080000000000000" + "0080000000000000"

    @Test func readsAreas() throws {
        let info = try RegionInfo(reply(Self.areas), index: 0)
        #expect(info.sparseAreas?.map(\.offset) == [0, 0x8000])
        #expect(info.sparseAreas?.map(\.size) == [0x4000, 0x8000])
        #expect(info.size == 0x10000)
        #expect(info.fileOffset == 0x100_0000_0000)
        #expect(!info.msixMappable)
    }

    @Test func stepsOverUnknownCapabilities() throws {
        let info = try RegionInfo(
            reply("99000100" + "28000000" + "03000100" + "00000000"), index: 0)
        #expect(info.msixMappable)
        #expect(info.sparseAreas == nil)
    }

    @Test func withoutTheCapsFlagThereIsNoChain() throws {
        let info = try RegionInfo(reply(flags: 7, first: 0xffff_ffff), index: 0)
        #expect(info.mappable && info.readable && info.writable)
    }

    @Test(arguments: [
        ("fixed part", "argsz"), ("argsz below", "argsz"), ("argsz beyond", "argsz"),
        ("other index", "index"), ("offset in fixed part", "offset"), ("offset beyond", "id"),
        ("loop", "offset"), ("count", "nr_areas"), ("twice", "id"), ("huge size", "size"),
    ])
    func refusesALie(kind: String, field: String) throws {
        let hostile: [String: [UInt8]] = [
            "fixed part": [],
            "argsz below": reply(argsz: 31),
            "argsz beyond": reply(argsz: 4096),
            "other index": reply(index: 1),
            "offset in fixed part": reply(first: 16),
            "offset beyond": reply(first: 0xffff_fff0),
            "loop": reply("03000100" + "20000000"),
            "count": reply("01000100" + "00000000" + "ffffffff" + "00000000"),
            "twice": reply(
                "01000100" + "30000000" + "00000000" + "00000000" + "01000100" + "00000000"
                    + "00000000" + "00000000"),
            "huge size": Array(reply().prefix(16)) + [UInt8](repeating: 0xff, count: 16),
        ]
        let bytes = try #require(hostile[kind])
        let error = #expect(throws: DecodeError.self) { try RegionInfo(bytes, index: 0) }
        #expect(error?.description.contains(field) == true, "\(String(describing: error))")
    }

    @Test func anyCutOfAReplyIsRefusedOrSame() throws {
        let whole = reply(Self.areas)
        let expected = try RegionInfo(whole, index: 0)
        for length in 0..<whole.count {
            let cut = Array(whole.prefix(length))
            if let info = try? RegionInfo(cut, index: 0) { #expect(info == expected) }
        }
    }
}
