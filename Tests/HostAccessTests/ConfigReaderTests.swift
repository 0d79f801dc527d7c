import PCISnapshot
import TestSupport
import Testing

@testable import HostAccess

/// What is read of configuration space: each dword once, and no more than there is.
struct ConfigReaderTests {
    /// Reads a function of so many bytes, of which `shown` can be read.
    private func read(
        _ extent: ConfigExtent, _ size: Int, shown: Int, isLive: Bool = true
    ) throws -> (config: PartialBytes?, readErrors: [ReadError], reads: [Range<Int>]) {
        try RecordedTree.with { tree in
            let nvme = "0000:00:04.0"
            let all = try Repository.bytes(tree.file(nvme, "config"))
            try tree.write(nvme, "config", Array(all.prefix(size)))
            let address = try #require(BusAddress(nvme))
            let reader = ConfigReader(
                extent, isLive: isLive, sysfs: SysfsDirectory(path: tree.path), address: address)
            var readErrors: [ReadError] = []
            var reads: [Range<Int>] = []
            let config = reader.bytes(&readErrors) { range in
                reads.append(range)
                return range.upperBound <= shown ? Array(all[range]) : nil
            }
            return (config, readErrors, reads)
        }
    }

    @Test(arguments: [ConfigExtent.decoded, .whole], [256, 4096])
    func noDwordIsReadTwice(extent: ConfigExtent, size: Int) throws {
        let (config, readErrors, reads) = try read(extent, size, shown: size)
        #expect(config?.count == size)
        #expect(readErrors.isEmpty)
        var seen: Set<Int> = []
        for offset in reads.flatMap({ stride(from: $0.lowerBound, to: $0.upperBound, by: 4) }) {
            #expect(offset.isMultiple(of: 4))
            #expect(seen.insert(offset).inserted)
        }
        #expect((config?.whole != nil) == (extent == .whole))
        #expect(extent == .whole ? seen.count == size / 4 : seen.count < 48)
    }

    @Test(arguments: [ConfigExtent.decoded, .whole])
    func withoutPrivilegesTheHeaderIsReadOnce(extent: ConfigExtent) throws {
        let (config, readErrors, reads) = try read(extent, 4096, shown: 64)
        #expect(config?.whole?.count == 64)
        #expect(readErrors.map(\.reason) == [.denied])
        #expect(reads.filter { $0.lowerBound == 0 } == [0..<64])
    }

    @Test(arguments: [ConfigExtent.decoded, .whole])
    func aSpaceThatEndsEarlyIsAFault(extent: ConfigExtent) throws {
        let (config, readErrors, _) = try read(extent, 4096, shown: 256)
        #expect(config?.count == 256)
        #expect(readErrors.map(\.reason) == [.failed])
        let none = try read(extent, 4096, shown: 0)
        #expect(none.config == nil)
        #expect(none.readErrors.map(\.reason) == [.failed])
    }
}
