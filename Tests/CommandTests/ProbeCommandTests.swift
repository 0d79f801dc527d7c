import Foundation
import TestSupport
import Testing

/// `probe`, `restore` and `capture --live` as a user runs them, on the mock.
struct ProbeCommandTests {
    private func scenario(_ name: String) -> String {
        Repository.root.appending(path: "Mocks/scenarios/\(name).json").path
    }

    @Test(arguments: ["auto", "cdev", "group"])
    func borrowedDeviceIsProved(backend: String) throws {
        let result = try Program.run([
            "probe", "--mock", scenario("nvme-to-borrow"), "--bind", "--verify", "--backend",
            backend,
        ])
        #expect(result.status == 0)
        #expect(result.output.contains("evidence: snapshot+vfio"))
        #expect(result.output.contains("taken from nvme"))
        #expect(result.output.contains("; as predicted"))
        #expect(result.output.contains("7 of 7 confirmed"))
        #expect(result.errorLines.count == 1)
        #expect(result.errors.contains("opening and closing reset the function, by flr"))
        for line in result.output.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    }

    @Test func jsonHasTheAnswerBesideThePrediction() throws {
        let result = try Program.run([
            "probe", "--mock", scenario("nvme-to-borrow"), "--bind", "--verify", "--json",
        ])
        let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        let plans = try #require((document as? [String: Any])?["plans"] as? [[String: Any]])
        let devices = try #require(plans.first?["devices"] as? [[String: Any]])
        let device = try #require(devices.first)
        #expect(device["evidence"] as? String == "snapshot+vfio")
        let bar = try #require((device["bars"] as? [[String: Any]])?.first)
        #expect((bar["differs"] as? [String]) == [])
        let kernel = try #require(bar["kernel"] as? [String: Any])
        #expect(kernel["flags"] as? [String] == ["read", "write", "mmap", "msix-mappable"])
        let prediction = try #require(bar["prediction"] as? [String: Any])
        #expect(prediction["mappable"] as? String == "0xe000")
        let probe = try #require(device["probe"] as? [String: Any])
        #expect(probe["borrowedFrom"] as? String == "nvme")
        let checks = try #require(probe["checks"] as? [[String: Any]])
        #expect(checks.count == 7)
        #expect(checks.allSatisfy { $0["outcome"] as? String == "confirmed" })
    }

    @Test(arguments: [
        ("nvme-to-borrow", [], 69, "0000:01:00.0 is bound to nvme, not to vfio-pci"),
        ("nvme-mounted", ["--bind"], 78, "nvme0n1p1 is mounted at /srv/data"),
        ("bind-refused-by-kernel", ["--bind"], 69, "VFIO_DEVICE_BIND_IOMMUFD"),
        ("nvme-to-borrow", ["--bind", "--backend", "group", "--no-iommu"], 69, "IOMMU"),
    ])
    func refusals(name: String, options: [String], status: Int, message: String) throws {
        let result = try Program.run(["probe", "--mock", scenario(name)] + options)
        #expect(result.status == Int32(status))
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.errors.contains("\n  next: "))
        #expect(result.output.isEmpty)
    }

    @Test(arguments: [
        ("{\"schema\":7}", "schema: expected a string"),
        (
            "{\"schema\":\"vfio-probe/snapshot/1\",\"devices\":[],\"scenario\":{\"root\":5}}",
            "scenario.root: not as"
        ),
    ])
    func malformedFiles(text: String, message: String) throws {
        for command in ["probe", "restore"] {
            let result = try Program.run([command, "--mock", "-"], input: text)
            #expect(result.status == 65)
            #expect(result.errors.contains("standard input: \(message)"), "\(result.errors)")
        }
    }

    @Test func forceNamesWhatItOverrides() throws {
        let arguments = ["probe", "--mock", scenario("nvme-mounted"), "--bind"]
        let plain = try Program.run(arguments)
        #expect(plain.status == 78)
        let next = "next: free it first; --force=mounted takes it all the same"
        #expect(plain.errors.contains(next))
        // Alone, it only asks.
        let asked = try Program.run(arguments + ["--force"])
        #expect(asked.status == 78 && asked.errors == plain.errors)
        let other = try Program.run(arguments + ["--force=swap,network"])
        #expect(other.status == 78 && other.errors.contains("mounted at /srv/data"))
        let forced = try Program.run(arguments + ["--force=mounted"])
        #expect(forced.status == 0)
        #expect(forced.errors.contains("mounted at /srv/data; overridden"))
        let wrong = try Program.run(arguments + ["--force=everything"])
        #expect(wrong.status == 64 && wrong.errors.contains("virtual-functions"))
    }

    /// What is overridden is overridden for one function, of which somebody knows it.
    @Test func forceIsForOneFunction() throws {
        for command in [["probe", "--bind"], ["capture", "--live", "--bind"]] {
            let result = try Program.run(
                command + ["--force=open", "--mock", "Mocks/devices/sriov-pf-and-vf.json"])
            #expect(result.status == 64)
            #expect(result.errors.contains("one function at a time"))
        }
    }

    @Test func aDryRunPrintsEveryStep() throws {
        let arguments = ["probe", "--mock", scenario("nvme-to-borrow"), "--bind", "--dry-run"]
        let result = try Program.run(arguments)
        #expect(result.status == 0)
        let lines = result.output.split(separator: "\n")
        #expect(lines.first?.hasSuffix("steps, none of them done") == true)
        let unbind = "write '0000:01:00.0' to /sys/bus/pci/drivers/nvme/unbind"
        #expect(lines.contains { $0.hasSuffix(unbind) })
        let json = try Program.run(arguments + ["--json"])
        let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
        let devices = (document as? [String: Any])?["devices"] as? [[String: Any]]
        #expect((devices?.first?["steps"] as? [String])?.count == lines.count - 1)
    }

    @Test func restoreUndoesAnInterruptedRun() throws {
        let path = scenario("interrupted-run")
        let result = try Program.run(["restore", "--mock", path])
        #expect(result.status == 0)
        #expect(result.errorLines == ["vfio-probe: 0000:01:00.0: back with nvme"])
        let other = try Program.run(["restore", "--mock", path, "0000:02:00.0"])
        #expect(other.status == 66)
        let nothing = try Program.run(["restore", "--mock", scenario("nvme-to-borrow")])
        #expect(nothing.status == 0)
        #expect(nothing.errorLines == ["vfio-probe: nothing to restore"])
    }

    /// What the run did not take is left, and the exit status says so.
    @Test(arguments: [
        (
            "0x0025", "0x0026", 78,
            "another device than before is there: ids 1e0f:0025, and 1e0f:0026"
        ),
        ("drivers/vfio-pci", "drivers/uio", 78, "bound to uio meanwhile, left there"),
        ("vfio-pci\\n\"\n", "(null)\\n\"\n", 78, "driver_override is ''"),
        ("record/2", "record/1", 78, "does not say of which device"),
        ("000000001", "000000002", 0, "the system was rebooted since"),
    ])
    func restoreLeavesWhatItDidNotTake(old: String, new: String, status: Int, message: String)
        throws
    {
        let text = try String(contentsOfFile: scenario("interrupted-run"), encoding: .utf8)
        #expect(text.contains(old))
        let input = text.replacingOccurrences(of: old, with: new)
        let result = try Program.run(["restore", "--mock", "-"], input: input)
        #expect(result.status == Int32(status))
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test func aLiveCaptureBecomesAMock() throws {
        let captured = try Program.run([
            "capture", "--live", "--mock", scenario("nvme-to-borrow"), "--bind",
        ])
        #expect(captured.status == 0)
        let plan = try Program.run(["recommend", "--mock", "-"], input: captured.output)
        #expect(plan.output.contains("evidence: snapshot+vfio"))
        let again = try Program.run(
            ["probe", "--verify", "--mock", "-"], input: captured.output)
        #expect(again.status == 0)
        #expect(again.output.contains("7 of 7 confirmed"))
        let twice = try Program.run(["capture", "--live", "--mock", "-"], input: captured.output)
        #expect(twice.output == captured.output)
    }

    @Test(arguments: [
        ["probe"], ["probe", "--sysfs", "x", "01:00.0"], ["capture", "--force", "01:00.0"],
        ["probe", "--no-iommu", "--backend", "cdev", "01:00.0"], ["capture", "--live"],
        ["capture", "--bind"], ["restore", "01:00.0"], ["probe", "--backend", "x", "01:00.0"],
    ])
    func usage(arguments: [String]) throws {
        let result = try Program.run(arguments)
        #expect(result.status == 64)
        #expect(result.errors.contains("Usage:"))
    }

    @Test(arguments: Repository.mocks)
    func everyMockCanBeProbed(path: String) throws {
        let result = try Program.run(["probe", "--mock", path, "--bind", "--verify"])
        let isRefused =
            result.status == 78
            && ["bridge", "IOMMU group", "interrupted", "part of the platform"].contains(
                where: result.errors.contains)
        #expect(
            [0, 1, 65, 69].contains(result.status) || isRefused,
            "\(result.status) \(result.errors)")
        #expect(!result.output.contains("refused: EIO"))
    }
}
