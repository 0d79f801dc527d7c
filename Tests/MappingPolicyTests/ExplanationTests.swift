import PCIDecoding
import PCISnapshot
import Testing

@testable import MappingPolicy

struct ExplanationTests {
    private let scene = DeviceFixture(
        bars: [(0, 0xfe80_0000, 0x10000, DeviceFixture.mem64)],
        msix: .init(129, table: (0, 0x5200), pba: (0, 0xd600)))

    private func explain(_ range: ByteRange?, bar: Int = 0, _ page: PageSize = .size4K)
        -> Explanation?
    {
        let machine = scene.machine
        let planner = Planner(
            options: PlanOptions(pageSize: page), facts: machine.host,
            neighborhood: Neighborhood(machine))
        return planner.explain(Device(machine.devices[0]), bar: bar, range: range, tdisp: nil)
    }

    @Test func oneByteOfTheTable() throws {
        let story = try #require(explain(ByteRange(0x5200, 0x5201)))
        #expect(story.extents.map(\.verdict.rule) == [.msixTable])
        #expect(story.claims.map(\.verdict.rule) == [.barMemory, .msixTable])
        #expect(story.claims.map(\.wins) == [false, true])
        #expect(story.neighbors.map(\.range.start) == [0x5000, 0x5200, 0x5a10])
        let moved = story.alternatives.first { $0.assumption == .msixRelocated }
        #expect(moved?.extents.map(\.verdict.mappingClass) == [.direct])
    }

    @Test func aRegisterBesideTheTable() throws {
        let story = try #require(explain(ByteRange(0x5100, 0x5104)))
        #expect(story.extents.first?.sharesWith?.rule == .msixTable)
        #expect(story.claims.filter(\.wins).map(\.family) == ["page"])
    }

    @Test func anotherPageSizeChangesARegisterFarFromTheTable() throws {
        let story = try #require(explain(ByteRange(0x6000, 0x6004)))
        #expect(story.extents.map(\.verdict.mappingClass) == [.direct])
        let classes = story.alternatives.compactMap { alternative -> MappingClass? in
            guard case .page = alternative.assumption else { return nil }
            return alternative.extents.first?.verdict.mappingClass
        }
        #expect(classes == [.reflect, .reflect])
    }

    @Test func theWholeBARIsThePlan() throws {
        let story = try #require(explain(nil))
        #expect(story.extents == scene.plan().bar(0)?.extents)
    }

    @Test func whatIsNotThereIsNotExplained() {
        #expect(explain(nil, bar: 1) == nil)
        #expect(explain(ByteRange(0x10000, 0x10001)) == nil)
        #expect(explain(ByteRange(0xffff, 0x20000))?.range == ByteRange(0xffff, 0x10000))
    }
}
