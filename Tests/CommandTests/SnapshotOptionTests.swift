import Foundation
import TestSupport
import Testing

/// `--snapshot FILE`, and `--mock FILE`, which is the same.
struct SnapshotOptionTests {
    private static let file = Repository.mock("nvme-unaligned-table")
    private static let other = Repository.mock("nvme-aligned")
    /// A machine that a run was interrupted on, so that there is something to restore.
    private static let interrupted =
        Repository.root.appending(path: "Mocks/scenarios/interrupted-run.json").path

    /// Commands that read a snapshot, with what else they need.
    private static let commands = [
        ["list", "-v"], ["recommend", "--json"], ["explain", "01:00.0", "0"], ["capture"],
        ["capture", "--live", "--bind"], ["probe", "--bind", "--dry-run"], ["restore"],
    ]

    @Test(arguments: commands)
    func bothNamesMeanTheSame(command: [String]) throws {
        let file = command == ["restore"] ? Self.interrupted : Self.file
        let new = try Program.run(command + ["--snapshot", file])
        let old = try Program.run(command + ["--mock", file])
        #expect(new.status == 0, "\(new.errors)")
        #expect(old.status == new.status)
        #expect(old.output == new.output)
        #expect(old.errors == new.errors)
        let piped = try Program.run(
            command + ["--snapshot", "-"],
            input: String(decoding: Repository.bytes(file), as: UTF8.self))
        #expect(piped.output == new.output)
        #expect(piped.errors == new.errors)
    }

    /// A name twice is its last value, as with other options.
    @Test(arguments: ["--snapshot", "--mock"])
    func theLastOneOfOneNameCounts(name: String) throws {
        let twice = try Program.run(["list", name, Self.other, name, Self.file])
        let once = try Program.run(["list", name, Self.file])
        #expect(twice.status == 0)
        #expect(twice.output == once.output)
    }

    @Test(arguments: commands)
    func bothAtOnceAreRefused(command: [String]) throws {
        let named = ["--snapshot", Self.file, "--mock", Self.file]
        for sources in [named, ["--mock", "", "--snapshot", ""]] {
            let result = try Program.run(command + sources)
            #expect(result.status == 64)
            #expect(result.output.isEmpty)
            #expect(result.errors.contains("--mock is another name of --snapshot"))
        }
    }

    @Test(arguments: commands)
    func anEmptyNameIsRefused(command: [String]) throws {
        for name in ["--snapshot", "--mock"] {
            let result = try Program.run(command + [name, ""])
            #expect(result.status == 64)
            #expect(result.errors.contains("empty file name"))
        }
    }

    /// With a recorded tree it is one source too many; such a tree has nobody to be asked.
    @Test func oneSourceAndOneThatAnswers() throws {
        for name in ["--snapshot", "--mock"] {
            let result = try Program.run(["list", name, Self.file, "--sysfs", Repository.tree])
            #expect(result.status == 64)
            #expect(result.errors.contains("--snapshot and --sysfs are mutually exclusive"))
        }
        for command in [["probe"], ["capture", "--live"]] {
            let result = try Program.run(command + ["--sysfs", Repository.tree, "01:00.0"])
            #expect(result.status == 64)
            #expect(result.output.isEmpty)
        }
    }
}
