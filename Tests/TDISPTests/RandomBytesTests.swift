import TDISP
import TestSupport
import Testing

@Suite("TDISP: bytes of no device")
struct RandomBytesTests {
    @Test("Damaged reports and messages are read or refused, and never end the program")
    func damaged() {
        var random = SeededGenerator(seed: 4)
        let report = Bytes.report((0..<8).map { Bytes.range($0 << 16, 16, 4) })
        let messages = Bytes.messages(report, portion: 40).flatMap { $0 }
        for _ in 0..<10_000 {
            var bytes = Bool.random(using: &random) ? report : messages
            for _ in 0..<Int.random(in: 0..<6, using: &random) {
                let index = Int.random(in: bytes.indices, using: &random)
                bytes[index] = UInt8.random(in: 0...255, using: &random)
            }
            bytes = Array(bytes.prefix(Int.random(in: 0...2 * bytes.count, using: &random)))
            guard let input = try? ReportInput([bytes]),
                let report = try? InterfaceReport(input.bytes)
            else { continue }
            #expect(16 + 16 * report.ranges.count <= input.bytes.count)
            for scheme in LinuxVerdict.Scheme.allCases {
                _ = LinuxVerdict(
                    report, bars: [.init(index: 0, isMemory: true, size: 0x10000)],
                    scheme: scheme)
            }
        }
    }
}
