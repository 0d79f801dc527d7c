import PCISnapshot

@testable import MappingPolicy

extension Scene {
    /// A device with BARs of every kind and size, MSI-X anywhere, and neighbours in its pages.
    static func random(_ random: inout some RandomNumberGenerator) -> Scene {
        var scene = Scene()
        scene.complete = Bool.random(using: &random)
        scene.vendor = [0x1234, 0x1425, 0x1d22].randomElement(using: &random) ?? 0
        scene.device = [0x5678, 0x5801, 0x3685].randomElement(using: &random) ?? 0
        var index = 0
        var start: UInt64 = 0x1_0000_0000
        while index < 6 {
            let size = UInt64(1) << UInt64.random(in: 4...38, using: &random)
            let kind = Int.random(in: 0..<10, using: &random)
            let isWide = kind < 5 && index < 5
            var flags: ResourceFlags = kind == 9 ? .io : isWide ? mem64 : mem32
            if kind == 8 { flags.insert(.unset) }
            let step = UInt64(1) << UInt64.random(in: 4...17, using: &random)
            start = (start + (max(size, step) - 1)) & ~(max(size, step) - 1)
            if Int.random(in: 0..<3, using: &random) > 0 {
                scene.bars.append((index, start, size, flags))
                start += size
            }
            index += isWide ? 2 : 1
        }
        if Int.random(in: 0..<5, using: &random) > 0 {
            scene.msix = MSIXRecord(
                [1, 2, 16, 64, 65, 129, 1024, 2048].randomElement(using: &random) ?? 1,
                table: scene.place(&random), pba: scene.place(&random))
        }
        if let bar = scene.bars.randomElement(using: &random), Bool.random(using: &random) {
            let gap = UInt64.random(in: 0..<0x20000, using: &random)
            scene.others.append((bar.start + bar.size + gap, 0x10))
        }
        return scene
    }

    private func place(_ random: inout some RandomNumberGenerator) -> (Int, UInt64) {
        guard let bar = bars.randomElement(using: &random),
            Int.random(in: 0..<8, using: &random) > 0
        else {
            return (Int.random(in: 0...7, using: &random), 0x1000)
        }
        let limit = min(bar.size + bar.size / 8, 0x40_0000)
        return (bar.index, UInt64.random(in: 0..<limit, using: &random) & ~7)
    }
}
