import PCISnapshot
import PlanProperties
import SnapshotFile
import TestSupport
import Testing

@testable import MappingPolicy

/// Evidence that is missing or contradicts: a mock each, and what must not be mapped of it.
struct FailClosedTests {
    private func plan(_ mock: String, _ page: PageSize = .size4K) throws -> DevicePlan {
        let machine = try SnapshotFile.decode(
            try Repository.bytes(Repository.mock(mock)), name: mock)
        return PlanCase(machine).plan(page)
    }

    /// A mock, a BAR, and all that its bytes are; its rule is an error or a refusal of VFIO's.
    @Test(arguments: [
        ("vfio-no-mmap-region-without-resource", 2, "0x0-0x1000 reflect region.no-mmap"),
        ("vfio-no-mmap-below-page", 0, "0x0-0x4000 reflect region.no-mmap"),
        ("neighbour-unread", 0, "0x0-0x100 unknown device.unread"),
        ("vfio-msix-vectors-without-capability", 0, "0x0-0x10000 unknown msix.vfio-differs"),
        ("vfio-msix-vectors-differ", 2, "0x0-0x10000 unknown msix.vfio-differs"),
        ("vfio-msix-mappable-elsewhere", 0, "0x0-0x10000 unknown msix.vfio-differs"),
        ("vfio-file-ranges-overlap", 0, "0x0-0x10000 conflict region.file-ranges-overlap"),
        ("vfio-file-ranges-overlap", 2, "0x0-0x10000 conflict region.file-ranges-overlap"),
        ("vfio-file-range-wraps", 2, "0x0-0x10000 conflict region.file-range-wraps"),
        ("vfio-file-offset-unaligned", 2, "0x0-0x10000 conflict region.file-offset-unaligned"),
        ("sub-page-beside-unclear-kind", 0, "0x0-0x100 reflect bar.sub-page-neighbour"),
        ("msix-twice", 0, "0x0-0x10000 unknown msix.unknown"),
        ("enhanced-allocation-other-size", 0, "0x0-0x10000 conflict bar.size-differs"),
        ("resizable-bar-other-size", 0, "0x0-0x100000 conflict bar.size-differs"),
    ])
    func nothingOfTheBARIsMapped(mock: String, bar: Int, words: String) throws {
        #expect(try plan(mock).bar(bar)?.words == [words])
    }

    /// Addresses that another resource has as well: only those, whoever has them.
    @Test(arguments: [
        ("bars-of-two-functions-overlap", 0, ["0x0-0x8000"]),
        ("bar-overlaps-rom-and-vf-bars", 0, ["0x0-0xc000"]),
        ("bar-overlaps-rom-and-vf-bars", 2, []),
        ("vfio-live-size-over-neighbour", 0, ["0x0-0x10000"]),
    ])
    func whatIsTakenTwiceIsNotMapped(mock: String, bar: Int, runs: [String]) throws {
        let plan = try plan(mock)
        #expect(plan.bar(bar)?.runs == runs)
        #expect(plan.findings.contains { $0.rule == .barOverlap && $0.severity == .error })
    }

    /// The rule below the host's page explains a refusal only where it would refuse.
    @Test func aRefusalForAnotherReasonStands() throws {
        let name = "vfio-no-mmap-below-page"
        var machine = try SnapshotFile.decode(
            try Repository.bytes(Repository.mock(name)), name: name)
        #expect(PlanCase(machine).plan(.size4K).mappedBytes == 0)
        machine.devices[0].resources = [
            try #require(
                ResourceRecord(index: 0, start: 0xfe80_4000, size: 0x4000, flags: .memory))
        ]
        #expect(PlanCase(machine).plan(.size4K).mappedBytes == 0x4000)
        machine.host.complete = false
        machine.devices[0].resources[0].start = 0xfe80_0000
        #expect(PlanCase(machine).plan(.size4K).mappedBytes == 0)
    }

    /// Without a resource nobody knows where in its page a small region starts.
    @Test func aSmallRegionWithoutAddressIsMappedAtTheKernelsPageSizeOnly() throws {
        let name = "vfio-small-region-without-resource"
        #expect(try plan(name).bar(2)?.runs == ["0x0-0x1000"])
        let larger = try plan(name, .size64K)
        #expect(larger.bar(2)?.words == ["0x0-0x1000 unknown region.place-unknown"])
        #expect(larger.rules(.error) == ["region.place-unknown"])
    }

    @Test func theTableIsKnownWhereOnlyThePBAIsNot() {
        let scene = DeviceFixture(
            bars: [(0, 0xf000_0000, 0x10000, DeviceFixture.mem64)],
            msix: .init(8, table: (0, 0x1000), pba: (7, 0)))
        #expect(scene.plan().bar(0)?.runs == ["0x0-0x1000", "0x2000-0x10000"])
    }

    @Test func registersBesideThePBAAreToldOfOnce() {
        let scene = DeviceFixture(
            bars: [(0, 0xf000_0000, 0x10000, DeviceFixture.mem64)],
            msix: .init(8, table: (0, 0x1000), pba: (0, 0x3000)))
        let plan = scene.plan()
        #expect(plan.rules(.warning) == ["msix.shared-page", "msix.pba-shared-page"])
        #expect(scene.plan(pba: .direct).rules(.warning) == ["msix.shared-page"])
        // One page of 16 KiB holds both: what is lost there, the table has taken.
        #expect(Set(scene.plan(.size16K).rules(.warning)) == ["msix.shared-page"])
    }

    /// A virtual function's BAR lies inside its PF's range for them.
    @Test func virtualFunctionsAreNoContradiction() throws {
        let machine = try SnapshotFile.decode(
            try Repository.bytes(Repository.mock("sriov-pf-and-vf")), name: "sriov")
        for index in machine.devices.indices {
            let rules = PlanCase(machine, index: index).plan(.size4K).findings.map(\.rule)
            #expect(!rules.contains(.barOverlap))
        }
    }

    /// Findings of a reply are as good as the reply: a count is compared where it was asked for.
    @Test func vectorsThatAgreeChangeNothing() {
        var scene = DeviceFixture(
            bars: [(0, 0xf000_0000, 0x10000, DeviceFixture.mem64)],
            msix: .init(16, table: (0, 0x1000), pba: (0, 0x1800)))
        scene.vfio = VFIORecord(regions: [.init(0, size: 0x10000, msixMappable: true)])
        let runs = scene.plan().bar(0)?.runs
        scene.vfio?.irqs = [
            .init(index: 2, count: 16, flags: 9), .init(index: 1, count: 8, flags: 9),
        ]
        #expect(scene.plan().bar(0)?.runs == runs)
        scene.vfio?.irqs[0].count = 15
        #expect(scene.plan().mappedBytes == 0)
    }
}
