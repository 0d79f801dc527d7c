import Foundation
import TestSupport
import Testing

/// The program's commands never disagree about a device.
struct OneWayTests {
    private struct Listing: Decodable {
        struct Device: Decodable {
            struct BAR: Decodable, Equatable {
                let bar: Int
                let size: String
                let mappable: String
            }

            let address: String
            let mappable: String
            let bars: [BAR]
        }

        let devices: [Device]
    }

    private struct Plans: Decodable {
        struct Plan: Decodable { let devices: [Device] }
        struct Device: Decodable {
            let address: String
            let bars: [BAR]
        }
        struct BAR: Decodable, Equatable {
            let bar: Int
            let size: String
            let extents: [Extent]
            let mmaps: [Run]
        }
        struct Extent: Decodable, Equatable {
            let start: String
            let end: String
            let `class`: String
            let rule: String
        }
        struct Run: Decodable, Equatable {
            let start: String
            let end: String
            let fileOffset: String
        }

        let plans: [Plan]

        var devices: [Device] { plans.flatMap(\.devices) }
    }

    private static func number(_ text: String) -> UInt64 {
        UInt64(text.dropFirst(2), radix: 16) ?? .max
    }

    private func decode<Value: Decodable>(_ type: Value.Type, _ result: Program.Result) throws
        -> Value
    {
        try JSONDecoder().decode(type, from: Data(result.output.utf8))
    }

    @Test(arguments: Repository.mocks)
    func listRecommendAndCaptureAgree(mock: String) throws {
        let plans = try decode(
            Plans.self, try Program.run(["recommend", "--mock", mock, "--json"]))
        let list = try decode(Listing.self, try Program.run(["list", "--mock", mock, "--json"]))
        #expect(list.devices.map(\.address) == plans.devices.map(\.address))
        for (listed, planned) in zip(list.devices, plans.devices) {
            #expect(
                listed.bars
                    == planned.bars.map { bar in
                        .init(bar: bar.bar, size: bar.size, mappable: Self.mappable(bar))
                    })
        }
        for planned in plans.devices {
            let capture = try Program.run(["capture", "--mock", mock, planned.address])
            let again = try decode(
                Plans.self,
                try Program.run(["recommend", "--mock", "-", "--json"], input: capture.output))
            #expect(again.devices.map(\.bars) == [planned.bars])
        }
    }

    private static func mappable(_ bar: Plans.BAR) -> String {
        let bytes = bar.extents.filter { $0.class == "direct" }.reduce(UInt64(0)) {
            $0 + number($1.end) - number($1.start)
        }
        return "0x" + String(bytes, radix: 16)
    }

    /// What `probe` plans is what `recommend` makes of a capture with the same answers.
    @Test(arguments: Repository.mocks)
    func probeAndALiveCaptureAgree(mock: String) throws {
        let probe = try Program.run(["probe", "--mock", mock, "--bind", "--json"])
        let capture = try Program.run(
            ["capture", "--live", "--mock", mock, "--bind"])
        guard probe.status == 0, capture.status == 0 else { return }
        let plans = try decode(Plans.self, probe)
        let again = try decode(
            Plans.self,
            try Program.run(["recommend", "--mock", "-", "--json"], input: capture.output))
        #expect(again.devices.map(\.bars) == plans.devices.map(\.bars))
    }
}
