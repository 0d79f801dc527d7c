import PCISnapshot
import TestSupport

@testable import MappingPolicy

extension DeviceFixture {
    /// A device with BARs of every kind and size, MSI-X anywhere, neighbors in its pages, and
    /// often VFIO's answers with sparse areas of every kind of misalignment.
    ///
    /// - Parameter small: BARs up to 64 KiB and areas of whole units, for the model of units.
    static func random(_ random: inout SeededGenerator, small: Bool = false) -> DeviceFixture {
        var scene = DeviceFixture()
        scene.complete = Bool.random(using: &random)
        scene.vendor = random.pick([0x1234, 0x1425, 0x1d22])
        scene.device = random.pick([0x5678, 0x5801, 0x3685])
        scene.hostPage = random.pick([4096, 16384, 65536])
        scene.addBARs(&random, largest: small ? 16 : 38)
        if !random.once(in: 5) {
            scene.msix = MSIXRecord(
                random.pick([1, 2, 16, 64, 65, 129, 1024, 2048]), table: scene.place(&random),
                pba: scene.place(&random))
        }
        if let bar = scene.bars.randomElement(using: &random), Bool.random(using: &random) {
            let gap = UInt64.random(in: 0..<0x20000, using: &random) & ~7
            scene.others.append((bar.start + bar.size + gap, 0x10))
        }
        if Bool.random(using: &random) {
            let regions = scene.bars.compactMap { bar in
                random.once(in: 4) ? nil : region(bar.index, bar.size, &random, small: small)
            }
            scene.vfio = VFIORecord(regions: regions)
        }
        return scene
    }

    private mutating func addBARs(_ random: inout SeededGenerator, largest: UInt64) {
        var index = 0
        var start: UInt64 = 0x1_0000_0000
        while index < 6 {
            let size = UInt64(1) << UInt64.random(in: 4...largest, using: &random)
            let kind = Int.random(in: 0..<10, using: &random)
            let isWide = kind < 5 && index < 5
            var flags: ResourceFlags = kind == 9 ? .io : isWide ? Self.mem64 : Self.mem32
            if kind == 8 { flags.insert(.unset) }
            // Mostly aligned to its size, as a BAR is; now and then not, as nothing should be.
            let step = random.once(in: 20) ? 16 : size
            start = (start + (step - 1)) & ~(step - 1)
            if !random.once(in: 3) {
                bars.append((index, start, size, flags))
                start +=
                    size
                    + (random.once(in: 3) ? 0x10 << UInt64.random(in: 0...13, using: &random) : 0)
            }
            index += isWide ? 2 : 1
        }
    }

    private func place(_ random: inout SeededGenerator) -> (Int, UInt64) {
        guard let bar = bars.randomElement(using: &random), !random.once(in: 8) else {
            return (Int.random(in: 0...7, using: &random), 0x1000)
        }
        let limit = min(bar.size + bar.size / 8, 0x40_0000)
        return (bar.index, UInt64.random(in: 0..<limit, using: &random) & ~7)
    }

    private static func region(
        _ index: Int, _ size: UInt64, _ random: inout SeededGenerator, small: Bool
    ) -> VFIORecord.Region {
        let told =
            random.once(in: 10) ? size / 2 + (random.once(in: 3) && size >= 64 ? 8 : 0) : size
        let bits = random.once(in: 6) ? UInt64.random(in: 0...7, using: &random) : 7
        let flags = RegionInfo.Flags(rawValue: UInt32(bits))
        guard random.once(in: 3) else { return .init(index, size: told, flags: flags) }
        let step: UInt64 = small ? 8 : 1
        let areas = (0..<Int.random(in: 0...5, using: &random)).map { _ in
            let grain = random.pick([step, 0x100, 0x1000, 0x4000, 0x10000])
            let span = min(told, 1 << 20) + 0x2000
            return RegionInfo.Area(
                UInt64.random(in: 0..<span, using: &random) / grain * grain,
                UInt64.random(in: 0..<span, using: &random) / step * step)
        }
        return .init(index, size: told, flags: flags, sparse: areas)
    }
}
