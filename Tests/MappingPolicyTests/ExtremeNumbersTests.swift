import PCIDecoding
import PCISnapshot
import PlanProperties
import TDISP
import TestSupport
import Testing

@testable import MappingPolicy

/// Numbers at the ends of their ranges: no sum, no rounding, no shift of them ends the program.
struct ExtremeNumbersTests {
    private static let sizes: [UInt64] = [
        1, 0x800, 0xfff, 0x1000, 0x1001, 0xffff, 1 << 32, (1 << 62) - 1, 1 << 62, (1 << 63) - 1,
        1 << 63,
    ]

    /// The lowest place, the middle, and the one that ends with the last byte of 64 bits.
    private static func starts(_ size: UInt64) -> [UInt64] {
        let last = 0 &- size
        return [0, 0x1000, 0x800, 1 << 63, last, last & ~0xffff].filter {
            !$0.addingReportingOverflow(size - 1).overflow
        }
    }

    private static func scene(_ random: inout SeededGenerator) -> DeviceFixture {
        var scene = DeviceFixture()
        let flags: [ResourceFlags] = [
            DeviceFixture.mem32, DeviceFixture.mem64, [.memory, .unset], .io,
        ]
        for index in 0..<6 where !random.once(in: 3) {
            let size = random.pick(sizes)
            scene.bars.append((index, random.pick(starts(size)), size, random.pick(flags)))
        }
        let offsets: [UInt64] = [0, 8, 0xff8, 0x1000, 0x7fff_fff8, 0xffff_fff8]
        scene.msix = MSIXRecord(
            random.pick([1, 2, 64, 2047, 2048]),
            table: (random.pick([0, 2, 5, 7]), random.pick(offsets)),
            pba: (random.pick([0, 1, 4, 6]), random.pick(offsets)))
        let size = random.pick(sizes)
        scene.others = [(random.pick(starts(size)), size), (.max, 1)]
        scene.hostPage = random.pick([4096, 16384, 65536])
        if random.once(in: 2) { scene.vfio = vfio(&random) }
        return scene
    }

    /// Regions at the end of a file's offsets, with areas that wrap.
    private static func vfio(_ random: inout SeededGenerator) -> VFIORecord {
        let numbers: [UInt64] = [0, 1, 0xfff, 0x1000, 1 << 40, 1 << 63, .max - 0xfff, .max]
        return VFIORecord(
            regions: (0..<6).map { index in
                let areas = (0..<3).map { _ in
                    RegionInfo.Area(random.pick(numbers), random.pick(numbers))
                }
                var region = VFIORecord.Region(
                    index, size: random.pick(sizes), sparse: random.once(in: 2) ? areas : nil)
                region.info.replaceSubrange(24..<32, with: little(random.pick(numbers), 8))
                return region
            })
    }

    /// Ranges of up to 2^32 - 1 pages, at both ends of what a first page can be.
    private static func report(_ random: inout SeededGenerator) -> InterfaceReport? {
        let firsts: [UInt64] = [0, 1, 0x1000, 1 << 51, 1 << 52, 1 << 63, .max - 0xfff, .max]
        let counts: [UInt64] = [0, 1, 2, 1 << 31, (1 << 32) - 1]
        let ranges = (0..<4).map { _ -> [UInt8] in
            let id = random.pick([UInt64(0), 1, 2, 5, 6, 0xffff])
            let bits = UInt64.random(in: 0...15, using: &random) | id << 16
            return little(random.pick(firsts), 8) + little(random.pick(counts), 4)
                + little(bits, 4)
        }
        let head = little(0, 12) + little(UInt64(ranges.count), 4)
        return try? InterfaceReport(head + ranges.flatMap { $0 } + little(0, 4))
    }

    private static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }

    @Test func everyPlanIsSound() {
        var random = SeededGenerator(seed: 63)
        for round in 0..<2000 {
            var subject = PlanCase(Self.scene(&random).machine)
            if random.once(in: 2), let report = Self.report(&random) {
                subject.tdisp = TDISPInputs(
                    report: .valid(report),
                    mmioReportingOffset: random.pick([nil, 0, .min, .max, -0x1000]),
                    placement: random.pick(TDISPInputs.Placement.allCases),
                    unit: random.pick(TDISPInputs.Unit.allCases),
                    busAddresses: [0: .max, 1: 1 << 63])
            }
            let page = random.pick(PageSize.standard)
            let plan = subject.plan(page)
            let problem =
                subject.shapeProblem(plan) ?? subject.structureProblem(plan)
                ?? subject.adviceProblem(plan)
            if let problem { Issue.record("round \(round) at \(page.bytes): \(problem)") }
            explain(subject, page, bar: round % 6)
        }
    }

    private func explain(_ subject: PlanCase, _ page: PageSize, bar: Int) {
        let planner = Planner(
            options: PlanOptions(pageSize: page), facts: subject.machine.host,
            neighborhood: Neighborhood(subject.machine))
        let device = Device(subject.machine.devices[0])
        for start in [0, 0xfff, (1 << 63) - 1, 1 << 63, .max - 1, .max] as [UInt64] {
            for count in [1, 0x1000, .max] as [UInt64] {
                let range = ByteRange(start: start, count: count)
                let story = planner.explain(device, bar: bar, range: range, tdisp: subject.tdisp)
                #expect(story?.extents.isEmpty != true)
            }
        }
    }

    /// The last byte of all has no address behind it.
    @Test func aNeighborAtTheLastByteOfTheAddressSpace() {
        var scene = DeviceFixture(bars: [(0, 0xffff_ffff_ffff_0000, 0x1000, DeviceFixture.mem32)])
        scene.hostPage = 65536
        #expect(scene.plan(.size64K).mappedBytes == 0x1000)
        scene.others = [(.max, 1)]
        #expect(scene.plan(.size64K).mappedBytes == 0)
    }

    /// Two BARs that fill the address space: what moving the table gains is still exact.
    @Test func theGainOfTwoHalvesOfTheAddressSpace() throws {
        let scene = DeviceFixture(
            bars: [
                (0, 0, 1 << 63, DeviceFixture.mem64), (2, 1 << 63, 1 << 63, DeviceFixture.mem64),
            ],
            msix: MSIXRecord(4, table: (0, 0x1000), pba: (0, 0x3000)))
        let machine = scene.machine
        let planner = Planner(
            options: PlanOptions(pageSize: .size4K), facts: machine.host,
            neighborhood: Neighborhood(machine))
        let device = Device(machine.devices[0])
        let plan = planner.plan(device, tdisp: nil)
        let advice = planner.advice(on: plan, for: device, tdisp: nil)
        #expect(advice.compactMap(\.gain).first == 0x2000)
        // No BAR can be doubled.
        #expect(advice.compactMap(\.option) == ["x-msix-relocation=bar4"])
        #expect(plan.size == .max)
    }
}
