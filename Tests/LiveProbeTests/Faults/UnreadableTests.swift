import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// Files that say whether a device is in use, and say nothing, or nothing that makes sense: the
/// device is taken for one that is.
struct UnreadableTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let path: String
        let texts: [String]
        let reason: String

        var testDescription: String { path }
    }

    private static let device = "/sys/bus/pci/devices/0000:01:00.0"
    private static let mounts = "26 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n"

    static let cases = [
        Case(
            path: "/proc/1/mountinfo",
            texts: [
                "", "\n", "\u{fffd}", "26 1", mounts + "27 26 259:1 / /srv rw",
                mounts + "27 26 259:1 / /srv rw shared:2 - ext4\n" + mounts,
            ], reason: "what is mounted cannot be told"),
        Case(
            path: "/proc/swaps", texts: ["", "\n", "/dev/sda2 partition 1 0 -2\n", "\u{fffd}"],
            reason: "may be swap space: /proc/swaps does not tell"),
        Case(
            path: device + "/nvme/nvme0/nvme0n1/nvme0n1p1/dev",
            texts: ["", "\n", "259", "259:", "259:1 x", "\u{fffd}:1", "-1:1"],
            reason: "nvme0n1p1 may be mounted: its number makes no sense"),
        Case(
            path: device + "/net/eth0/flags", texts: ["", "\n", "0x", "up", "0x1002 1"],
            reason: "network interface eth0 may be up: its flags make no sense"),
        Case(
            path: device + "/boot_vga", texts: ["", "\n", "yes", "1"],
            reason: "it is the boot display"),
        Case(
            path: device + "/sriov_numvfs", texts: ["", "\n", "x"],
            reason: "virtual functions enabled"),
    ]

    @Test(arguments: cases)
    func whatMakesNoSenseIsNoAllClear(scene: Case) throws {
        for text in scene.texts {
            var stage = try #require(FaultFixture.all.first).stage
            #expect(stage.run().failure == nil)
            stage.scenario.files[scene.path] = text
            let run = stage.run()
            #expect(run.failure?.kind == .refused, "\(text)")
            #expect(run.failure?.text.contains(scene.reason) == true, "\(text): \(run.told)")
            ProbeFixture.expectNothingLeft(run.kernel)
        }
    }

    @Test func aClassThatIsNotKnownMayBeABridges() {
        var stage = ProbeFixture()
        stage.machine.devices[0].identity.classCode = nil
        let failure = stage.run().failure
        #expect(failure?.kind == .refused)
        #expect(failure?.text.contains("it may be a bridge") == true)
    }

    /// An override that a record cannot hold could not be put back by `restore`.
    @Test(arguments: ["a/b\n", "a\tb\n", "..\n", "\u{fffd}\n", "a\nend\n"])
    func whatCannotBeNotedIsNotTaken(override: String) {
        var stage = ProbeFixture()
        stage.scenario.files[ProbeFixture.override] = override
        let run = stage.run()
        #expect(run.failure?.kind == .refused)
        #expect(run.failure?.text.contains("cannot be noted") == true)
        #expect(!run.kernel.calls.contains { [.write, .writeRecord].contains($0.call) })
        #expect(run.kernel.file(ProbeFixture.override) == override)
        #expect(run.kernel.file(ProbeFixture.record) == nil)
    }
}
