import PCISnapshot
import Testing

struct ResourceFileTests {
    private static let bar = "0x00000000feb9a000 0x00000000feb9afff 0x0000000000040200"
    private static let empty = "0x0000000000000000 0x0000000000000000 0x0000000000000000"

    @Test func readsWhatTheKernelPrints() throws {
        let text = [Self.empty, Self.bar, Self.empty].map { $0 + "\n" }.joined()
        let record = try #require(ResourceFile(text)?.records.first)
        #expect(record.index == 1)
        #expect(record.start == 0xfeb9_a000)
        #expect(record.size == 0x1000)
        #expect(record.flags.rawValue == 0x40200)
    }

    @Test func theLastNewlineMayBeMissing() {
        #expect(ResourceFile(Self.bar) == ResourceFile(Self.bar + "\n"))
        #expect(ResourceFile("")?.records.isEmpty == true)
    }

    /// A resource without a size ends before it starts; an empty one is nothing, from 0 to 0.
    @Test(arguments: ["0x0 0x0 0x0", "0x1000 0xfff 0x200", "0x1000 0x1000 0x0", "0x0 0x0 0x101"])
    func anEmptyResourceIsNone(line: String) {
        #expect(ResourceFile(line)?.records.isEmpty == true)
    }

    /// The control port of a legacy IDE channel.
    @Test func oneByteIsAResource() throws {
        let record = try #require(ResourceFile("0x3f6 0x3f6 0x110")?.records.first)
        #expect(record.start == 0x3f6)
        #expect(record.size == 1)
    }

    @Test(arguments: [
        "nonsense", "\n" + bar, bar + "\n\n", "0x1 0x2", "0x1 0x2 0x3 0x4", "1 2 3", "0x1  0x2 0x3",
        "0x1 0x2 0x3\r", "0x1 0x2 0x+3", "0x1 0x2 -0x3", "0x1 0x2 0x10000000000000000",
        // one digit more than the kernel prints
        "0x00000000000000001 0x2 0x3",
        // 2^64 bytes, and one more than the largest BAR
        "0x0 0xffffffffffffffff 0x200", "0x0 0x8000000000000000 0x200",
        String(repeating: empty + "\n", count: 18),
    ])
    func refusesEverythingElse(text: String) {
        #expect(ResourceFile(text) == nil)
    }
}
