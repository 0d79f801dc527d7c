import PCISnapshot
import SnapshotFile
import Testing

/// Words become the bytes that a kernel answers; the expected ones were recorded from Linux 7.2.
struct RegionDescriptionTests {
    private func info(_ region: String) throws -> [UInt8] {
        let text = """
            {"schema":"vfio-probe/snapshot/1","devices":[{"address":"0000:01:00.0","vendor":"0x1",
             "device":"0x2","vfio":{"regions":[\(region)]}}]}
            """
        let machine = try SnapshotFile.decode(Array(text.utf8), name: "x")
        return try #require(machine.devices[0].vfio?.regions.first?.info)
    }

    @Test func aRegionWithTheTable() throws {
        let info = try info(
            """
            {"index":0,"size":"0x4000","flags":["read","write","mmap"],
             "capabilities":[{"id":"msix-mappable"}]}
            """)
        let recorded =
            "28000000" + "0f000000" + "00000000" + "20000000"  // argsz, flags, index, cap_offset
            + "0040000000000000" + "0000000000000000"  // size, offset
            + "0300" + "0100" + "00000000"  // MSIX_MAPPABLE, version 1, last
        #expect(Hex.dump(info) == recorded)
    }

    @Test func aRegionWithoutCapabilities() throws {
        let info = try info("{\"index\":2,\"size\":\"0x100000\",\"flags\":[\"read\",\"write\"]}")
        let recorded =
            "20000000" + "03000000" + "02000000" + "00000000"
            + "0000100000000000" + "0000000000020000"
        #expect(Hex.dump(info) == recorded)
    }
}
