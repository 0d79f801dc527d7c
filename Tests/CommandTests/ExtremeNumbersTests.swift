import Foundation
import TestSupport
import Testing

/// Numbers at the ends of their ranges through every command: no trap, and the device beside them
/// keeps its answer.
struct ExtremeNumbersTests {
    /// Resources, MSI-X and VFIO's answers of a function, as a snapshot has them.
    static let devices = [
        // Two BARs that fill the address space.
        """
        "resources":[{"index":0,"start":"0x0","size":"0x8000000000000000","flags":"0x140204"},
         {"index":2,"start":"0x8000000000000000","size":"0x8000000000000000","flags":"0x140204"}],
        "msix":{"entries":2048,"table":{"bar":0,"offset":"0x1000"},"pba":{"bar":0,"offset":"0x20000"}}
        """,
        // Small BARs at the last bytes of 64 bits.
        """
        "resources":[{"index":0,"start":"0xfffffffffffff000","size":"0x800","flags":"0x200"},
         {"index":1,"start":"0xfffffffffffff800","size":"0x800","flags":"0x200"},
         {"index":3,"start":"0xffffffffffff0000","size":"0x10","flags":"0x200"},
         {"index":6,"start":"0xffffffffffffffff","size":"0x1","flags":"0x200"},
         {"index":7,"start":"0xffffffffffff8000","size":"0x8000","flags":"0x200"}],
        "msix":{"entries":1,"table":{"bar":5,"offset":"0xfffffff8"},"pba":{"bar":7,"offset":"0xfffffff8"}}
        """,
        // Replies with sizes, offsets, areas and counts as large as they can be.
        """
        "resources":[{"index":0,"start":"0x8000000000000000","size":"0x8000000000000000","flags":"0x140204"}],
        "msix":{"entries":2048,"table":{"bar":0,"offset":"0xfffffff8"},"pba":{"bar":0,"offset":"0xfffffff8"}},
        "vfio":{"regions":[
         {"index":0,"size":"0x8000000000000000","offset":"0xffffffffffffffff","flags":["read","write","mmap"],
          "capabilities":[{"id":"sparse-mmap","areas":[{"offset":"0x0","size":"0xffffffffffffffff"},
          {"offset":"0xffffffffffffffff","size":"0xffffffffffffffff"}]}]},
         {"index":1,"size":"0xffffffffffffffff","flags":["mmap"]},
         {"index":2,"size":"0x8000000000000000","flags":["read","mmap"]},
         {"index":3,"info":""},{"index":4,"info":"ff"},{"index":255,"info":"ffffffffffffffff"}],
         "irqs":[{"index":255,"count":2147483647,"flags":"0xffffffff"}]}
        """,
        // A report whose ranges wrap, and an offset that does.
        """
        "resources":[{"index":0,"start":"0x0","size":"0x8000000000000000","flags":"0x140204"}],
        "tdisp":{"mmioReportingOffset":"-0x8000000000000000","report":"\
        00000000000000000000000002000000ffffffffffffffffffffffff0400000000000000000000800000008008000000"}
        """,
    ]

    static let commands = [
        ["list"], ["list", "-v"], ["list", "--json"], ["recommend"], ["recommend", "--json"],
        ["recommend", "--page-size", "4k,16k,64k", "--format", "c"],
        ["recommend", "--page-size", "64k,4k", "--format", "sparse"],
        ["recommend", "--page-size", "4k,16k,64k"], ["recommend", "--pba", "direct", "--json"],
        ["recommend", "--confidential"], ["capture"], ["capture", "--anonymize"],
        ["capture", "--live", "--bind"], ["probe", "--bind"],
        ["probe", "--bind", "--verify", "--touch", "--json"],
        ["probe", "--bind", "--verify", "--dry-run"],
    ]

    private static func snapshot(_ keys: String, scenario: String = "{}") -> String {
        """
        {"schema":"vfio-probe/snapshot/1","host":{"complete":true},"scenario":\(scenario),"devices":[
        {"address":"0000:01:00.0","vendor":"0x1","device":"0x2","class":"0x020000",
         "iommuGroup":2147483647,\(keys)},
        {"address":"7fffffff:ff:1f.7","vendor":"0x1","device":"0x2","class":"0x020000","iommuGroup":1,
         "resources":[{"index":0,"start":"0x100000000","size":"0x10000","flags":"0x140204"}]}]}
        """
    }

    @Test(arguments: devices, commands)
    func nobodyElseIsHurt(keys: String, command: [String]) throws {
        let result = try Program.run(
            command + ["--mock", "-"], input: Self.snapshot(keys))
        // A signal's number would be 4 or 5.
        #expect([0, 1, 3, 65].contains(result.status), "\(result.status): \(result.errors)")
        let neighbor = command.contains("c") ? "7fffffff_ff_1f_7" : "7fffffff:ff:1f.7"
        #expect(result.output.contains(neighbor), "\(result.errors)")
        if command.contains("--json") || command.contains("sparse") || command.contains("capture") {
            #expect(throws: Never.self) {
                try JSONSerialization.jsonObject(with: Data(result.output.utf8))
            }
        }
    }

    @Test(arguments: devices)
    func everyByteIsExplained(keys: String) throws {
        let places = [
            "", ":0x0", ":0x7fffffffffffffff", ":0xffffffffffffffff", ":0-ffffffffffffffff",
        ]
        for place in places {
            for page in ["4k", "64k"] {
                let result = try Program.run(
                    ["explain", "--mock", "-", "--page-size", page, "01:00.0", "0" + place],
                    input: Self.snapshot(keys))
                #expect([0, 66].contains(result.status), "\(result.status): \(result.errors)")
                if place.isEmpty { #expect(result.status == 0) }
            }
        }
    }

    @Test(arguments: [
        #"{"replyGrowth":9223372036854775807,"growingReplies":1}"#,
        #"{"replyGrowth":-9223372036854775808,"growingReplies":9223372036854775807}"#,
        #"{"signal":{"after":1,"number":2147483647}}"#, #"{"signal":{"after":1,"number":-1}}"#,
        #"{"failures":[{"call":"mmap","nth":1,"times":9223372036854775807,"errno":"EBUSY"}]}"#,
        #"{"failures":[{"call":"mmap","nth":-9223372036854775808,"times":5,"errno":"EBUSY"}]}"#,
        #"{"removedAfter":1}"#,
    ])
    func scenarios(scenario: String) throws {
        let input = Self.snapshot("\"driver\":\"vfio-pci\"", scenario: scenario)
        let result = try Program.run(["probe", "--verify", "--mock", "-"], input: input)
        #expect([0, 1, 65, 66, 69].contains(result.status), "\(result.status): \(result.errors)")
        let empty = """
            {"schema":"vfio-probe/snapshot/1","devices":[],"scenario":\(scenario)}
            """
        let restore = try Program.run(["restore", "--mock", "-"], input: empty)
        #expect([0, 65].contains(restore.status), "\(restore.status): \(restore.errors)")
    }
}
