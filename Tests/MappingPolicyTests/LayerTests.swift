import TestSupport
import Testing

@testable import MappingPolicy

struct LayerTests {
    private let direct = Verdict(.direct, .barMemory)
    private let table = Verdict(.emulate, .msixTable)
    private let pba = Verdict(.emulate, .msixPBA)

    @Test func theLesserVerdictWins() {
        let layer = Layer(ByteRange(0, 100), direct)
            .overlaid(with: Layer(ByteRange(10, 20), table))
            .overlaid(with: Layer(ByteRange(15, 30), pba))
        #expect(
            layer.extents == [
                Extent(ByteRange(0, 10), direct), Extent(ByteRange(10, 20), table),
                Extent(ByteRange(20, 30), pba), Extent(ByteRange(30, 100), direct),
            ])
    }

    @Test func silenceChangesNothing() {
        let layer = Layer(ByteRange(0, 10), direct)
        #expect(layer.overlaid(with: .silent) == layer)
        #expect(Layer.silent.overlaid(with: layer) == layer)
        #expect(Layer(ByteRange(5, 5), direct) == .silent)
    }

    /// Any order of layers gives what a byte-by-byte minimum gives.
    @Test func orderDoesNotMatter() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<2000 {
            var verdicts = [Verdict?](repeating: nil, count: 64)
            var layers: [Layer] = []
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let range = ByteRange(
                    UInt64.random(in: 0...64, using: &random),
                    UInt64.random(in: 0...64, using: &random))
                let mappingClass = MappingClass.allCases.randomElement(using: &random) ?? .direct
                let verdict = Verdict(
                    mappingClass, Rule.allCases.randomElement(using: &random) ?? .barMemory)
                layers.append(Layer(range, verdict))
                for index in Int(range.start)..<Int(range.end) {
                    verdicts[index] = min(verdicts[index] ?? verdict, verdict)
                }
            }
            let folded = layers.shuffled(using: &random).reduce(Layer.silent) {
                $0.overlaid(with: $1)
            }
            var found = [Verdict?](repeating: nil, count: 64)
            for extent in folded.extents {
                for index in Int(extent.range.start)..<Int(extent.range.end) {
                    found[index] = extent.verdict
                }
            }
            #expect(found == verdicts)
            for (one, next) in zip(folded.extents, folded.extents.dropFirst()) {
                #expect(one.range.end <= next.range.start)
                #expect(one.range.end < next.range.start || one.verdict != next.verdict)
            }
        }
    }
}
