import MappingPolicy
import PCISnapshot
import TestSupport

/// A random function, its report, and how the report is to be read.
///
/// Small on purpose: at most 32 pages a BAR, so that every place can be tried.
struct RandomLayout {
    struct BAR {
        let index: Int
        let isMemory: Bool
        let is64Bit: Bool
        let start: UInt64
        let size: UInt64
    }

    struct Range {
        var first: UInt64
        var pages: UInt32
        var attributes: UInt32
        var id: UInt32
    }

    typealias Place = (bar: Int, offset: UInt64)

    enum MSIX {
        case absent
        case unknown
        case present(entries: Int, table: Place, pba: Place)
    }

    var bars: [BAR] = []
    var ranges: [Range] = []
    var control: UInt16 = 0
    var msix = MSIX.absent
    var offset: Int64?
    var placement = TDISPInputs.Placement.auto
    var unit = TDISPInputs.Unit.auto
    var pba = PlanOptions.PBAPolicy.trap
    var page = PageSize.size4K

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        makeBARs(&random)
        makeMSIX(&random)
        makeReport(&random)
        pba = random.once(in: 4) ? .direct : .trap
        page = random.pick(PageSize.standard + [.size4K])
    }

    private mutating func makeBARs(_ random: inout SeededGenerator) {
        var index = 0
        while index < 6 {
            guard random.once(in: 3) || bars.isEmpty else {
                index += 1
                continue
            }
            let isMemory = !random.once(in: 8)
            let is64Bit = isMemory && index < 5 && random.once(in: 2)
            let size = UInt64(1) << UInt64.random(in: 12...17, using: &random)
            bars.append(
                BAR(
                    index: index, isMemory: isMemory, is64Bit: is64Bit,
                    start: 0x9000_0000 + UInt64(index) << 20,
                    size: random.once(in: 12) ? size >> 3 : size))
            index += is64Bit ? 2 : 1
        }
    }

    private mutating func makeMSIX(_ random: inout SeededGenerator) {
        if random.once(in: 4) { return }
        if random.once(in: 12) {
            msix = .unknown
            return
        }
        let entries = random.pick([1, 2, 32, 64, 65, 300])
        msix = .present(
            entries: entries, table: place(&random), pba: place(&random))
        if random.once(in: 2) {
            control = UInt16(entries - 1) | 0x8000
        } else if random.once(in: 4) {
            control = UInt16.random(in: 0...0xffff, using: &random)
        }
    }

    /// Mostly in a BAR, sometimes across its end, sometimes nowhere.
    private func place(_ random: inout SeededGenerator) -> Place {
        let bar = random.pick(bars)
        let offset = UInt64.random(in: 0..<bar.size, using: &random) & ~7
        return (random.once(in: 20) ? Int.random(in: 0...7, using: &random) : bar.index, offset)
    }

    /// Ranges as a device would report them by one offset and one unit, then some damage.
    private mutating func makeReport(_ random: inout SeededGenerator) {
        var unit = random.pick([1, 4096] as [UInt64])
        let isConfused = random.once(in: 20)
        // Multiples of every BAR's size, of none, and those that make addresses wrap.
        let shift = random.pick([0, -0x1000_0000, 0x70_0000, 0x1000, -0x9000_0000, -0x9001_0000])
        for bar in bars where bar.isMemory && !random.once(in: 6) {
            let pages = Int(max(bar.size, 4096) / 4096)
            if isConfused { unit = 4097 - unit }
            var page = random.once(in: 2) ? 0 : Int.random(in: 0..<pages, using: &random)
            while page < pages, ranges.count < 12 {
                let count = Int.random(in: 1...max(1, pages - page), using: &random)
                let address = Int64(bar.start) + Int64(page) * 4096 + Int64(shift)
                ranges.append(
                    Range(
                        first: UInt64(bitPattern: address) / unit, pages: UInt32(count),
                        attributes: attributes(bar.index, page..<page + count, &random),
                        id: UInt32(bar.index)))
                page += count
                if random.once(in: 3) { page += Int.random(in: 0...3, using: &random) }
                if random.once(in: 4) { break }
                if random.once(in: 10) { page -= 1 }
            }
        }
        if random.once(in: 3) { damage(&random) }
        placement = random.pick(TDISPInputs.Placement.allCases)
        self.unit = random.pick(TDISPInputs.Unit.allCases + [.auto])
        if random.once(in: 2) { offset = Int64(shift) }
        if random.once(in: 12) { offset = random.pick([0, 0x1000, .min, .max, -0x800]) }
    }

    private func attributes(
        _ bar: Int, _ pages: Swift.Range<Int>, _ random: inout SeededGenerator
    ) -> UInt32 {
        var attributes = random.pick([0, 0, 4, 4, 4, 4, 8, 12] as [UInt32])
        guard case .present(_, let table, let pba) = msix else {
            return random.once(in: 25) ? attributes ^ random.pick([1, 2, 3]) : attributes
        }
        // Flag the structures half of the time where they are, and seldom where they are not.
        if table.bar == bar, pages.contains(Int(table.offset / 4096)), random.once(in: 2) {
            attributes = attributes & 8 | 1
        }
        if pba.bar == bar, pages.contains(Int(pba.offset / 4096)), random.once(in: 2) {
            attributes = attributes & 1 | 2
        }
        if random.once(in: 25) { attributes ^= random.pick([1, 2, 3, 4, 8]) }
        return attributes
    }

    private mutating func damage(_ random: inout SeededGenerator) {
        guard !ranges.isEmpty else { return }
        let index = Int.random(in: ranges.indices, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: ranges[index].id = UInt32.random(in: 0...8, using: &random)
        case 1: ranges[index].pages = 0
        case 2: ranges[index].pages += UInt32.random(in: 0...40, using: &random)
        case 3: ranges[index].first &+= random.pick([1, 0x800, 0x1000, 0x10000])
        case 4: ranges[index].first = random.pick([.max, .max << 12, 1 << 52, 1 << 51, 0])
        case 5: ranges[index].pages = .max
        case 6: ranges.shuffle(using: &random)
        default:
            ranges.append(ranges[index])
            ranges[index].first &+= random.pick([0, 1, 0x1000])
        }
    }
}

extension RandomLayout {
    /// The report's bytes.
    var report: [UInt8] {
        var bytes: [UInt8] = []
        func add(_ value: UInt64, _ count: Int) {
            for shift in 0..<count { bytes.append(UInt8(value >> (8 * UInt64(shift)) & 0xff)) }
        }
        add(2, 4)
        add(UInt64(control), 8)
        add(UInt64(ranges.count), 4)
        for range in ranges {
            add(range.first, 8)
            add(UInt64(range.pages), 4)
            add(UInt64(range.id << 16 | range.attributes), 4)
        }
        add(0, 4)
        return bytes
    }

    /// The whole planner's answer.
    func plan(page: PageSize) throws -> DevicePlan {
        var device = try TestDevice()
        for bar in bars {
            var flags: ResourceFlags = bar.isMemory ? .memory : .io
            if bar.is64Bit { flags.insert(.memory64) }
            try device.addBAR(bar.index, start: bar.start, size: bar.size, flags: flags)
        }
        switch msix {
        case .absent: break
        case .unknown: device.snapshot.readErrors = [ReadError(.config, .denied, "not root")]
        case .present(let entries, let table, let pba):
            device.setMSIX(entries: entries, table: table, pba: pba)
        }
        return device.plan(
            page: page, pba: pba,
            tdisp: TDISPInputs(
                report: .init(bytes: report), mmioReportingOffset: offset, placement: placement,
                unit: unit))
    }
}
