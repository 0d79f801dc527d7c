import PCISnapshot
import SnapshotFile
import Testing

/// Every malformed file gets one line with the file, the place and what was expected there.
struct MalformedSnapshotTests {
    private static let schema = "\"schema\":\"vfio-probe/snapshot/1\""

    private static func device(_ keys: String) -> String {
        "{\(schema),\"devices\":[{\"address\":\"0000:01:00.0\",\"vendor\":\"0x1\","
            + "\"device\":\"0x2\"\(keys.isEmpty ? "" : ",")\(keys)}]}"
    }

    @Test(arguments: [
        ("", "line 1, column 1: expected JSON"), ("{", "line 1, column 2: expected JSON"),
        ("{\n \"schema\": \"x\" 1\n}", "line 2, column 16: expected JSON"),
        ("{\"a\": [1, 2\n", "line 2, column 1: expected JSON"),
        ("{\"a\": tru}", "line 1, column 7: expected JSON"),
        ("{} {}", "line 1, column 4: expected JSON"), ("[]", "top level: expected an object"),
        ("{}", "schema: expected, but missing"), ("{\"a\":1,\"a\":2}", "a: appears twice"),
        ("{\"a\":01}", "line 1, column 7: expected JSON"),
        ("{\"a\":1.}", "line 1, column 6: expected JSON"),
        ("{\"a\":[1,]}", "line 1, column 9: expected JSON"),
        ("{\"a\":\"\n\"}", "line 1, column 7: expected JSON"),
        ("{\"a\"}", "line 1, column 5: expected JSON"),
        ("{\"schema\":\"vfio-probe/snapshot/2\",\"devices\":[]}", "schema: expected \"vfio-probe/"),
        ("{\"schema\":1,\"devices\":[]}", "schema: expected a string"),
        ("{\(schema)}", "devices: expected, but missing"),
        ("{\(schema),\"devices\":{}}", "devices: expected a list"),
        ("{\(schema),\"devices\":[{}]}", "devices[0].address: expected, but missing"),
        ("{\(schema),\"devices\":[{\"address\":\"1:0\"}]}", "devices[0].address: expected an add"),
        (
            "{\(schema),\"devices\":[{\"address\":\"0000:01:00.0\"}]}",
            "devices[0].vendor: expected, as there is no config"
        ),
        (
            "{\(schema),\"host\":{\"pageSize\":5000},\"devices\":[]}",
            "host.pageSize: expected a power of two"
        ),
        (
            device("\"msix\":{\"entries\":1},\"msix\":{\"entries\":2}"),
            "line 1, column 124: expected another key, this one appears twice"
        ),
        (device("\"\\u0061ddress\":\"0\""), "line 1, column 103: expected a key without escapes"),
        (
            device("\"vfio\":{\"regions\":[{\"index\":0,\"index\":1}]}"),
            "line 1, column 133: expected another key"
        ),
        (device("\"config\":\"00\""), "devices[0].config: expected 64, 256 or 4096 bytes, found 1"),
        (device("\"config\":\"0\""), "devices[0].config: expected two hexadecimal digits"),
        (device("\"class\":\"0x1000000\""), "devices[0].class: expected a hexadecimal string"),
        (device("\"msix\":null"), "devices[0].msix: expected"),
        (device("\"config\":null"), "devices[0].config: expected"),
        (
            device("\"claims\":[{\"bar\":6,\"holder\":\"efifb\"}]"),
            "devices[0].claims[0].bar: expected an integer from 0 to 5"
        ),
        (device("\"iommuGroup\":-1"), "devices[0].iommuGroup: expected an integer from 0"),
        (device("\"class\":7"), "devices[0].class: expected a string"),
        (device("\"iommuGroup\":\"x\""), "devices[0].iommuGroup: expected an integer"),
        (
            device("\"resources\":[{\"index\":17,\"size\":\"0x1\",\"flags\":\"0x200\"}]"),
            "devices[0].resources[0].index: expected an integer from 0 to 16"
        ),
        (
            device("\"resources\":[{\"index\":0,\"size\":\"0x10000000000000000\"}]"),
            "devices[0].resources[0].size: expected a hexadecimal string"
        ),
        (
            device(
                "\"resources\":[{\"index\":0,\"start\":\"0xffffffffffffff00\",\"size\":\"0x200\","
                    + "\"flags\":\"0x200\"}]"),
            "devices[0].resources[0].size: expected a range inside"
        ),
        (
            device(
                "\"resources\":[{\"index\":0,\"size\":\"0x1\",\"flags\":\"0x200\"},"
                    + "{\"index\":0,\"size\":\"0x1\",\"flags\":\"0x200\"}]"),
            "devices[0].resources: expected each index once"
        ),
        (
            device("\"msix\":{\"entries\":0}"),
            "devices[0].msix.entries: expected an integer from 1 to 2048"
        ),
        (
            device("\"msix\":{\"entries\":1,\"table\":{\"bar\":8,\"offset\":\"0x0\"}}"),
            "devices[0].msix.table.bar: expected an integer from 0 to 7"
        ),
        (
            device("\"vfio\":{\"regions\":[{\"index\":0,\"size\":\"0x1\",\"flags\":[\"exec\"]}]}"),
            "devices[0].vfio.regions[0].flags: expected read, write or mmap, found exec"
        ),
        (
            device("\"faults\":[{\"part\":\"all\"}]"),
            "devices[0].faults[0].part: expected identity, config or resources"
        ),
    ])
    func namesThePlace(text: String, expected: String) {
        let failure = #expect(throws: SourceFailure.self) {
            try SnapshotFile.decode(Array(text.utf8), name: "some.json")
        }
        guard case .malformed(let message)? = failure else {
            Issue.record("not malformed: \(String(describing: failure))")
            return
        }
        #expect(message.hasPrefix("some.json: \(expected)"), "\(message)")
        #expect(!message.contains("\n"))
    }

    @Test func refusesTheSameAddressTwice() {
        let one = "{\"address\":\"0000:01:00.0\",\"vendor\":\"0x1\",\"device\":\"0x2\"}"
        let text = "{\(Self.schema),\"devices\":[\(one),\(one)]}"
        #expect(
            throws: SourceFailure.malformed("x: devices[1].address: 0000:01:00.0 appears twice")
        ) {
            try SnapshotFile.decode(Array(text.utf8), name: "x")
        }
    }

    @Test func anElementFarDownTheListKeepsItsIndex() {
        let good = (0..<3000).map {
            "{\"address\":\"\(String(0x1000 + $0, radix: 16)):01:00.0\",\"vendor\":\"0x1\","
                + "\"device\":\"0x2\"}"
        }
        let list = (good + ["{}"]).joined(separator: ",")
        let failure = #expect(throws: SourceFailure.self) {
            try SnapshotFile.decode(
                Array("{\(Self.schema),\"devices\":[\(list)]}".utf8), name: "x")
        }
        #expect(failure == .malformed("x: devices[3000].address: expected, but missing"))
    }

    @Test(arguments: ["\"driver\"", "\"future\""])
    func aFunctionWithMoreTextThanAnyHasIsRefused(key: String) {
        let text = Self.device("\(key):\"\(String(repeating: "x", count: 1 << 19))\"")
        let failure = #expect(throws: SourceFailure.self) {
            try SnapshotFile.decode(Array(text.utf8), name: "x")
        }
        #expect(failure == .malformed("x: devices[0]: expected at most 524288 bytes of text"))
    }

    @Test func whatNobodyAsksForIsNotDecoded() throws {
        let zeros = String(repeating: "0,", count: 1_000_000)
        let text = "{\(Self.schema),\"devices\":[],\"future\":[\(zeros)0]}"
        #expect(try SnapshotFile.decode(Array(text.utf8), name: "x").devices.isEmpty)
    }

    @Test func aReplyWithMoreAreasThanAnyHasIsRefused() {
        let areas = Array(repeating: "{\"offset\":\"0x0\",\"size\":\"0x1\"}", count: 1100)
        let region =
            "{\"index\":0,\"size\":\"0x1\",\"flags\":[],\"capabilities\":[{\"id\":"
            + "\"sparse-mmap\",\"areas\":[\(areas.joined(separator: ","))]}]}"
        let failure = #expect(throws: SourceFailure.self) {
            try SnapshotFile.decode(
                Array(Self.device("\"vfio\":{\"regions\":[\(region)]}").utf8), name: "x")
        }
        #expect("\(failure.map(String.init(describing:)) ?? "")".contains("at most 16384 bytes"))
    }

    @Test func deepNestingIsAnErrorNotACrash() {
        let text = String(repeating: "[", count: 200_000)
        #expect(throws: SourceFailure.self) {
            try SnapshotFile.decode(Array(text.utf8), name: "deep.json")
        }
    }
}
