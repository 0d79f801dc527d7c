import MappingPolicy
import PCIDecoding
import PCISnapshot
import Testing

@Suite("TDISP: sizes and numbers that hostile inputs have")
struct TDISPLargeTests {
    @Test("256 GiB with every place open is decided on intervals")
    func huge() throws {
        var device = try TestDevice()
        let size = UInt64(256) << 30
        try device.addBAR(0, start: 1 << 40, size: size, flags: [.memory, .memory64])
        // All but 4096 of the 2^26 pages; one page of TEE memory in the middle.
        let half: UInt32 = 1 << 25
        let inputs = TestReport.inputs([
            (0x8000_0000, half, 4, 0), (0x8000_0000 + UInt64(half), 1, 0, 0),
            (0x8000_0001 + UInt64(half), half - 4097, 4, 0),
        ])
        let plan = device.plan(tdisp: inputs)
        #expect(
            plan.bars[0].lines == [
                "0-1000000 unknown tdisp.placement-ambiguous",
                "1000000-2000000000 direct tdisp.non-tee",
                "2000000000-2001001000 unknown tdisp.placement-ambiguous",
                "2001001000-3fff000000 direct tdisp.non-tee",
                "3fff000000-4000000000 unknown tdisp.placement-ambiguous",
            ])
    }

    @Test("The largest BAR there can be, and ranges at the end of the address space")
    func largest() throws {
        var device = try TestDevice()
        try device.addBAR(0, start: 0, size: 1 << 63, flags: [.memory, .memory64])
        let last: TestReport.Range = (.max << 12, 1, 4, 0)
        for placement in TDISPInputs.Placement.allCases {
            for unit in TDISPInputs.Unit.allCases {
                for offset in [nil, 0, Int64.min, .max] {
                    let plan = device.plan(
                        tdisp: TestReport.inputs(
                            [(0, .max, 0, 0), last], offset: offset, placement: placement,
                            unit: unit))
                    #expect(plan.bars[0].mmaps.isEmpty)
                    #expect(plan.bars[0].extents.last?.range.end == 1 << 63)
                }
            }
        }
    }

    @Test("As many ranges as a report holds, overlapping all")
    func manyRanges() throws {
        var device = try TestDevice()
        try device.addBAR(0, start: 1 << 32, size: 1 << 28)
        device.setMSIX(entries: 2048, table: (0, 0x100_0000), pba: (0, 0x200_0000))
        let ranges: [TestReport.Range] = (0..<4094).map { (0x100000 + $0, 10000, 3, 0) }
        let plan = device.plan(tdisp: TestReport.inputs(ranges))
        #expect(plan.bars[0].mmaps.isEmpty)
        #expect(plan.findingNames.contains("tdisp.overlap"))
    }

    @Test("A BAR whose size is no power of two, as VFIO alone can tell it")
    func oddSize() throws {
        var device = try TestDevice()
        try device.addBAR(0, start: 0x9000_0000, size: 0x10000)
        device.setRegion(0, size: 0xb800, mappable: true, sparse: nil)
        let fits = device.plan(tdisp: TestReport.inputs([(0x8000, 12, 4, 0)]))
        // The report is about the device's own BAR, not about what a driver makes of it.
        #expect(fits.bars[0].lines == ["0-b800 reflect region.size-differs"])
        let tooLong = device.plan(tdisp: TestReport.inputs([(0x8000, 13, 4, 0)]))
        #expect(tooLong.bars[0].lines == ["0-b800 conflict tdisp.ranges-do-not-fit-bar"])
    }

    @Test("The order of ranges in a report decides nothing")
    func anyOrder() throws {
        for seed in 0..<1000 {
            var layout = RandomLayout(seed: UInt64(seed))
            let plan = try layout.plan(page: .size4K)
            layout.ranges.reverse()
            try #require(try layout.plan(page: .size4K).bars == plan.bars, "layout \(seed)")
        }
    }

    @Test("Nothing but direct bytes is mapped, and larger pages never map more")
    func properties() throws {
        for seed in 0..<2000 {
            let layout = RandomLayout(seed: UInt64(seed))
            var mapped: [Int: UInt64] = [:]
            for page in PageSize.standard {
                for bar in try layout.plan(page: page).bars {
                    for area in bar.mmaps.map(\.range) {
                        let met = bar.extents.filter { $0.range.overlaps(area) }
                        try #require(met.allSatisfy { $0.verdict.isDirect }, "layout \(seed)")
                        try #require(page.isAligned(area.start) && page.isAligned(area.end))
                    }
                    guard bar.bar.size >= page.bytes else { continue }
                    let bytes = bar.mmaps.reduce(0) { $0 + $1.range.count }
                    let before = mapped.updateValue(bytes, forKey: bar.bar.index) ?? .max
                    try #require(bytes <= before, "layout \(seed)")
                }
            }
        }
    }
}
