import PCIDecoding
import PCISnapshot
import TestSupport
import Testing

/// `--format sparse`, read back by the decoder of VFIO's replies, says what the plan says.
struct SparseTests {
    @Test(arguments: Repository.mocks)
    func theCapabilityIsWhatThePlanMaps(path: String) throws {
        let arguments = ["--page-size", "4k,16k,64k", "--mock", path]
        let sparse = try Program.run(["recommend", "--format", "sparse"] + arguments).output
        let plan = try Program.run(["recommend", "--json"] + arguments).output
        let regions = Self.bars(try JSONValue(sparse.utf8), "regions")
        let bars = Self.bars(try JSONValue(plan.utf8), "bars")
        #expect(regions.count == bars.count)
        for (region, bar) in zip(regions, bars) {
            #expect(region["index"] == bar["bar"])
            #expect(region["size"] == bar["size"])
            let size = try #require(region["size"]?.number)
            let index = try #require(region["index"]?.integer)
            let capability = try #require(region["capability"]?.string.flatMap(Hex.bytes))
            let info = try RegionInfo(
                Self.reply(index: index, size: size, capability), index: index)
            let areas = try #require(info.sparseAreas)
            // An area ends with its region, a mapping with its page.
            let mmaps = (bar["mmaps"]?.list ?? []).map { mapping in
                let start = mapping["start"]?.number ?? 0
                return RegionInfo.Area(
                    offset: start, size: min(mapping["end"]?.number ?? 0, size) - start)
            }
            #expect(areas == mmaps)
            let told = (region["areas"]?.list ?? []).map {
                RegionInfo.Area(offset: $0["offset"]?.number ?? 0, size: $0["size"]?.number ?? 0)
            }
            #expect(told == mmaps)
        }
    }

    private static func bars(_ document: JSONValue, _ key: String) -> [JSONValue] {
        (document["plans"]?.list ?? []).flatMap { $0["devices"]?.list ?? [] }
            .flatMap { $0[key]?.list ?? [] }
    }

    /// `struct vfio_region_info` of a region that can be read, written and mapped, with the
    /// capability behind it.
    private static func reply(index: Int, size: UInt64, _ capability: [UInt8]) -> [UInt8] {
        let words = [
            UInt64(32 + capability.count) | 0xf << 32, UInt64(index) | 32 << 32, size,
            UInt64(index) << 40,
        ]
        return words.flatMap { word in (0..<8).map { UInt8(word >> (8 * $0) & 0xff) } }
            + capability
    }
}
