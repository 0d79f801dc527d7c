import Foundation
import TestSupport
import Testing

struct TDISPCommandTests {
    /// One TEE page, then shared ones: example E1a of Fixtures/tdisp-examples.json.
    private static let report =
        "02000000000000000000000003000000" + "00000080000000000100000000000000"
        + "00100080000000000300000004000000" + "00400080000000000c00000004000000" + "00000000"

    @Test func decodesHexadecimalText() throws {
        let result = try Program.run(["tdisp", "decode", "-"], input: Self.report)
        #expect(result.status == 0)
        #expect(result.output.contains("DMA without PASID"))
        #expect(result.output.contains("0x80001000"))
        let json = try Program.run(["tdisp", "decode", "--json", "-"], input: Self.report)
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
        #expect(((object as? [String: Any])?["ranges"] as? [Any])?.count == 3)
    }

    @Test func namesWhatIsWrongAndWhere() throws {
        let result = try Program.run(
            ["tdisp", "decode", "-"], input: String(Self.report.prefix(80)))
        #expect(result.status == 65)
        #expect(result.errorLines.count == 1)
        #expect(result.errors.hasPrefix("vfio-probe: -: truncated-ranges at 0x10: expected 3"))
    }

    @Test func aReportFromAFileWinsOverTheSnapshot() throws {
        try Repository.withTemporaryDirectory { folder in
            let file = folder + "/report.hex"
            try Data(Self.report.utf8).write(to: URL(filePath: file))
            let mock = Repository.mock("tdisp-all-private")
            let result = try Program.run(["recommend", "--mock", mock, "--tdisp-report", file])
            #expect(result.status == 0)
            #expect(result.output.contains("static-mixed"))
            #expect(result.output.contains("mmap [0x1000,0x10000)"))
        }
    }

    @Test func withoutAReportAConfidentialPlanMapsNothing() throws {
        let mock = Repository.mock("tdisp-no-report")
        let open = try Program.run(["recommend", "--mock", mock])
        #expect(open.output.contains("mmap [0x0,0x10000)"))
        let confidential = try Program.run(["recommend", "--confidential", "--mock", mock])
        #expect(confidential.output.contains("nothing to mmap"))
    }

    @Test func aBrokenReportIsAnInputErrorAndMapsNothing() throws {
        let mock = Repository.mock("tdisp-report-truncated")
        let result = try Program.run(["recommend", "--json", "--mock", mock])
        #expect(result.status == 65)
        #expect(result.errorLines.count == 1)
        #expect(result.output.contains("\"mmaps\":[]"))
    }

    @Test func theHostSideIsToldInFull() throws {
        let mock = Repository.mock("tdisp-msix-window-unaligned")
        let result = try Program.run(["recommend", "--json", "--mock", mock])
        for words in [
            "\"sharing\":\"static-mixed\"", "\"map\":[{\"start\":\"0x1000\",\"end\":\"0xe000\"}]",
            "\"dmabuf\":[{\"start\":\"0x1000\",\"end\":\"0xe000\"}]",
            "\"private\":[{\"start\":\"0xe000\",\"end\":\"0x10000\"}]",
            "\"emulate\":[{\"start\":\"0x800\",\"end\":\"0xa08\"}]",
            "\"reflect\":[{\"start\":\"0x0\",\"end\":\"0x800\"},{\"start\":\"0xa08\",\"end\":\"0x1000\"}]",
        ] {
            #expect(result.output.contains(words), "\(words)")
        }
    }

    @Test func oneReportIsAboutOneDevice() throws {
        let arguments = ["recommend", "--sysfs", Repository.tree, "--tdisp-report", "/dev/null"]
        #expect(try Program.run(arguments).status == 64)
    }

    @Test func listShowsWhatConfidentialComputingNeeds() throws {
        let tee = try Program.run(["list", "--mock", Repository.mock("tee-io-ide-doe")])
        #expect(tee.output.contains("[TEE-IO IDE DOE x2]"))
        let tsm = try Program.run(["list", "-v", "--mock", Repository.mock("tsm-connected")])
        #expect(tsm.output.contains("connect: tsm0, bound: tsm0, DSM: 0000:e1:00.0"))
    }

    /// The same checks as of a plan, and before any device is opened.
    @Test func aProbeChecksItsReportFirst() throws {
        let broken = Repository.mock("tdisp-report-truncated")
        let refused = try Program.run(["probe", "--bind", "--mock", broken])
        #expect(refused.status == 65)
        #expect(refused.output.isEmpty && refused.errorLines.count == 1)
        let several = ["probe", "--mock", Repository.mock("nic-intel-i350")]
        #expect(try Program.run(several + ["--tdisp-report", "/dev/null"]).status == 64)
        #expect(try Program.run(several + ["--tdisp-unit", "page"]).status == 64)
    }
}
