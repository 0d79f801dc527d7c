import Foundation
import TestSupport
import Testing

/// Inputs without measure cost what their size is worth, and not more.
struct MeasureTests {
    /// In 50 MB of data, which a limit of the shell makes sure of; a sanitizer alone takes more.
    @Test(arguments: ["/dev/zero", "/dev/urandom", "-"])
    func aStreamIsNoSnapshot(path: String) throws {
        let limit = Program.isSanitized ? "" : "ulimit -d 50000; "
        let script = "\(limit)exec \"$0\" list --mock \"$1\" </dev/zero"
        let result = try Program.run("/bin/sh", ["-c", script, Program.path, path])
        #expect(result.status == 65)
        let name = path == "-" ? "standard input" : path
        #expect(result.errorLines == ["vfio-probe: \(name): expected a JSON object"])
    }

    @Test(arguments: [["tdisp", "decode"], ["recommend", "--mock", "-", "--tdisp-report"]])
    func aReportBeyondTheLimitIsMalformed(command: [String]) throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/report"
            try Data(count: (1 << 20) + 1).write(to: URL(filePath: path))
            let result = try Program.run(
                command + [path], input: "{\"schema\":\"vfio-probe/snapshot/1\",\"devices\":[]}")
            #expect(result.status == 65)
            #expect(
                result.errorLines == ["vfio-probe: \(path): expected at most 1048576 bytes"])
        }
    }

    /// Each function costs the same, however many there are.
    ///
    /// When each was compared with all others, 1000 took 42 s, and the time grew with the square.
    /// 4000 take seconds; the limit leaves room for a busy machine.
    @Test(
        .timeLimit(.minutes(5)),
        arguments: zip([["probe"], ["capture", "--live"], ["probe"]], [false, false, true]))
    func thousandsOfFunctions(command: [String], inOneGroup: Bool) throws {
        let devices = (0..<4000).map { index in
            """
            {"address":"\(String(0x1000 + index, radix: 16)):00:00.0","vendor":"0x1","device":"0x2",
             "class":"0x020000","driver":"vfio-pci","iommuGroup":\(inOneGroup ? 7 : index),
             "resources":[{"index":0,"start":"0x\(String((1 << 20) + index, radix: 16))000",
             "size":"0x800","flags":"0x200"}]}
            """
        }
        let text = """
            {"schema":"vfio-probe/snapshot/1","devices":[\(devices.joined(separator: ","))]}
            """
        let result = try Program.run(command + ["--mock", "-"], input: text)
        #expect(result.status == 0)
        #expect(result.output.contains("1f9f:00:00.0"))
    }

    /// A device whose report cannot be read is told of, and the next one is probed.
    @Test func aBrokenReportIsItsOwnDevices() throws {
        let text = """
            {"schema":"vfio-probe/snapshot/1","devices":[
             {"address":"0000:01:00.0","vendor":"0x1","device":"0x2","class":"0x020000",
              "driver":"vfio-pci","iommuGroup":1,"tdisp":{"report":"00"}},
             {"address":"0000:02:00.0","vendor":"0x1","device":"0x2","class":"0x020000",
              "driver":"vfio-pci","iommuGroup":2}]}
            """
        for options in [[], ["--dry-run"]] {
            let result = try Program.run(["probe", "--mock", "-"] + options, input: text)
            #expect(result.status == 65)
            #expect(result.errors.contains("0000:01:00.0: TDISP report: truncated-header"))
            #expect(result.output.hasPrefix("0000:02:00.0"))
        }
    }

    /// A stranger's line is no line of ours.
    @Test func aNewlineInAnAttributeIsNone() throws {
        let text = """
            {"schema":"vfio-probe/snapshot/1","devices":[
             {"address":"0000:01:00.0","vendor":"0x1","device":"0x2","class":"0x020000",
              "driver":"vfio-pci","iommuGroup":1}],
             "scenario":{"files":{"/sys/bus/pci/devices/0000:01:00.0/reset_method":
              "flr\\nvfio-probe: all is well\\n  next: rm\\r\\nbus\\u2028pm"}}}
            """
        for command in [["probe"], ["capture", "--live"]] {
            let result = try Program.run(command + ["--mock", "-"], input: text)
            #expect(result.status == 0)
            #expect(result.errorLines.count == 1, "\(result.errors)")
            #expect(!result.output.contains("\nvfio-probe"))
        }
    }
}
