import PCISnapshot
import Testing

@testable import MappingPolicy

/// What the kernel permits, safe or not.
struct KernelPermitsTests {
    private func permits(_ scene: DeviceFixture, _ bar: Int, _ page: PageSize = .size4K) -> [String]
    {
        (scene.plan(page).bar(bar)?.kernelPermits ?? []).map {
            "\(Hex.number($0.start))-\(Hex.number($0.end))"
        }
    }

    private static let i350 = DeviceFixture(
        bars: [(3, 0xfbf8_0000, 0x4000, DeviceFixture.mem32)],
        msix: .init(10, table: (3, 0), pba: (3, 0x2000)))

    @Test func sinceLinux416TheTableMayBeMapped() {
        #expect(permits(Self.i350, 3) == ["0x0-0x4000"])
    }

    @Test func olderKernelsRefuseItsPages() {
        var scene = Self.i350
        scene.kernel = "4.9.0-13-amd64"
        #expect(permits(scene, 3) == ["0x1000-0x4000"])
        scene.kernel = "4.16.1"
        #expect(permits(scene, 3) == ["0x0-0x4000"])
    }

    @Test func withoutMSIXMappableAnOldKernelAnswered() {
        var scene = DeviceFixture(
            bars: [(1, 0xf7c0_0000, 0x10000, DeviceFixture.mem64)],
            msix: .init(16, table: (1, 0xe000), pba: (1, 0xf000)))
        scene.driver = "vfio-pci"
        scene.vfio = VFIORecord(regions: [.init(1, size: 0x10000)])
        #expect(permits(scene, 1) == ["0x0-0xe000", "0xf000-0x10000"])
        scene.vfio = VFIORecord(regions: [.init(1, size: 0x10000, msixMappable: true)])
        #expect(permits(scene, 1) == ["0x0-0x10000"])
    }

    @Test func aSubPageBARIsPermittedForItsWholePage() {
        let scene = DeviceFixture(bars: [(2, 0xfe80_0000, 0x1000, DeviceFixture.mem32)])
        #expect(permits(scene, 2, .size64K) == ["0x0-0x10000"])
    }

    @Test func portsAndRefusedRegionsAreNot() {
        #expect(permits(DeviceFixture(bars: [(0, 0xe000, 0x100, .io)]), 0) == [])
        var scene = DeviceFixture(bars: [(0, 0xfe80_0000, 0x10000, DeviceFixture.mem64)])
        scene.vfio = VFIORecord(regions: [.init(0, size: 0x10000, flags: [.read, .write])])
        #expect(permits(scene, 0) == [])
    }

    @Test func declaredAreasAreWhatIsPermitted() {
        var scene = DeviceFixture(bars: [(0, 0xfe80_0000, 0x1_00_0000, DeviceFixture.mem64)])
        scene.vfio = VFIORecord(
            regions: [
                .init(
                    0, size: 0x1_00_0000,
                    sparse: [.init(0, 0xb9_0000), .init(0xbb_0000, 0x45_0000)])
            ])
        #expect(permits(scene, 0) == ["0x0-0xb90000", "0xbb0000-0x1000000"])
    }
}
