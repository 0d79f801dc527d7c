import Foundation
import TestSupport
import Testing

/// Every exit status that exists, and one clear line with each that is not 0.
struct ExitStatusTests {
    private let mock = Repository.mock("nvme-unaligned-table")

    @Test(arguments: [
        ["--help"], ["--version"], ["list", "--help"], ["recommend", "--help"],
        ["capture", "--help"],
    ])
    func helpIsNoFailure(arguments: [String]) throws {
        let result = try Program.run(arguments)
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        if arguments.last == "--help" { #expect(result.output.contains("Examples:")) }
    }

    @Test(arguments: [
        ["nonsense"], ["list", "--nonsense"], ["list", "-s", "zz"], ["list", "-d", "8086"],
        ["list", "nonsense"], ["recommend", "--page-size", "5k"],
        ["recommend", "--page-size", "4k,4k"], ["recommend", "--page-size", ""],
        ["list", "--mock", "a", "--sysfs", "b"], ["list", "--color", "red"],
    ])
    func usage(arguments: [String]) throws {
        let result = try Program.run(arguments)
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("Usage:"))
    }

    @Test(arguments: ["list", "recommend", "capture"])
    func malformedFile(command: String) throws {
        let result = try Program.run([command, "--mock", "-"], input: "{\"schema\":7}")
        #expect(result.status == 65)
        #expect(result.output.isEmpty)
        #expect(result.errorLines == ["vfio-probe: standard input: schema: expected a string"])
    }

    @Test(arguments: [
        (["--mock", "/nonexistent.json"], "open /nonexistent.json: No such file"),
        (["--mock", "/"], "read /: Is a directory"),
        (["--sysfs", "/nonexistent"], "open /nonexistent/devices: No such file"),
        (["--sysfs", Repository.tree, "0000:77:00.0"], "no function matches '0000:77:00.0'"),
        (["--sysfs", Repository.tree, "-d", "dead:beef"], "no function matches 'dead:beef'"),
        (["--sysfs", Repository.tree, "-s", "04.0", "-d", "8086:"], "no function matches all"),
    ])
    func noSuchThing(arguments: [String], message: String) throws {
        for command in ["list", "recommend", "capture"] {
            let result = try Program.run([command] + arguments)
            #expect(result.status == 66)
            #expect(result.output.isEmpty)
            #expect(result.errorLines.count == 1)
            #expect(result.errors.hasPrefix("vfio-probe: \(message)"), "\(result.errors)")
        }
    }

    @Test func outputThatCannotBeCreated() throws {
        let result = try Program.run(["capture", "--mock", mock, "-o", "/nonexistent/file"])
        #expect(result.status == 73)
        #expect(
            result.errorLines == ["vfio-probe: create /nonexistent/file: No such file or directory"]
        )
    }

    @Test func outputThatCannotBeWritten() throws {
        let script = "exec \"$0\" recommend --mock \"$1\" >/dev/full"
        let result = try Program.run("/bin/sh", ["-c", script, Program.path, mock])
        #expect(result.status == 1)
        #expect(result.errorLines == ["vfio-probe: write standard output: No space left on device"])
        let capture = try Program.run(["capture", "--mock", mock, "-o", "/dev/full"])
        #expect(capture.status == 73)
    }

    /// A pipe of a stranger's: nothing is written, and nobody is waited for.
    @Test func outputIntoAPipeIsRefused() throws {
        try Repository.withTemporaryDirectory { folder in
            let pipe = folder + "/pipe"
            _ = try Program.run("/usr/bin/mkfifo", ["-m", "666", pipe])
            let result = try Program.run(["capture", "--mock", mock, "-o", pipe])
            #expect(result.status == 73)
            #expect(
                result.errorLines == ["vfio-probe: create \(pipe): there is no regular file"])
        }
    }

    /// Much more than a pipe holds, so that the program is writing when the reader goes away.
    @Test(arguments: [(false, "141"), (true, "0")])
    func aClosedPipeIsQuiet(ignoringTheSignal: Bool, status: String) throws {
        let trap = ignoringTheSignal ? "trap '' PIPE; " : ""
        let script =
            "\(trap)(\"$0\" recommend --json --page-size 4k,16k,64k --sysfs \"$1\"; echo $? >&2)"
            + " | head -c 1 >/dev/null"
        let result = try Program.run("/bin/bash", ["-c", script, Program.path, Repository.tree])
        #expect(result.errorLines == [status])
    }

    @Test(.enabled(if: getuid() == 0, "only root can become nobody"))
    func aFileThatOnlyRootMayRead() throws {
        try Repository.withTemporaryDirectory { folder in
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: folder)
            let secret = folder + "/secret.json"
            let program = folder + "/vfio-probe"
            // By another process: a descriptor of this one that writes to the copy would be inherited
            // by what other tests start meanwhile, and what somebody writes to cannot be run (ETXTBSY).
            #expect(try Program.run("/bin/cp", [Program.path, program]).status == 0)
            try Data().write(to: URL(filePath: secret))
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: secret)
            let result = try Program.run(
                "/usr/bin/setpriv",
                [
                    "--reuid=65534", "--regid=65534", "--clear-groups", program, "list", "--mock",
                    secret,
                ])
            #expect(result.status == 77)
            #expect(result.errorLines == ["vfio-probe: open \(secret): Permission denied"])
        }
    }

    @Test func oneDamagedDeviceIsAnInputError() throws {
        let path = Repository.mock("capability-chain-loops")
        for command in ["list", "recommend", "capture"] {
            let result = try Program.run([command, "--mock", path])
            #expect(result.status == 65)
            #expect(
                result.errorLines == [
                    "vfio-probe: 0000:11:00.0: the capability chain loops at 0x40"
                ])
            #expect(!result.output.isEmpty)
        }
    }

    @Test(arguments: [
        ("resource", "x", "lines of start, end, flags"),
        ("power_state", "pipe", "is no file"),
    ])
    func hostileFilesNeitherStopNorCrashIt(name: String, text: String, words: String) throws {
        try Repository.withTemporaryDirectory { folder in
            let tree = folder + "/tree"
            try FileManager.default.copyItem(atPath: Repository.tree, toPath: tree)
            let path = tree + "/devices/0000:00:04.0/" + name
            try FileManager.default.removeItem(atPath: path)
            if text == "pipe" {
                _ = try Program.run("/usr/bin/mkfifo", [path])
            } else {
                let wide = "0x0 0xfffffffffffffffe 0x140204\n"
                try Data(String(repeating: wide, count: 13).utf8).write(to: URL(filePath: path))
            }
            let result = try Program.run(["list", "--sysfs", tree])
            #expect(result.status == 0)
            #expect(result.errors.contains(words), "\(result.errors)")
            #expect(result.output.split(separator: "\n").count == 24)
        }
    }

    /// What is chosen may depend on it: a small BAR's page may be shared with the other.
    @Test func aDamagedNeighborIsTold() throws {
        try Repository.withTemporaryDirectory { folder in
            let tree = folder + "/tree"
            try FileManager.default.copyItem(atPath: Repository.tree, toPath: tree)
            let damaged = tree + "/devices/0000:00:04.0/resource"
            try Data("x".utf8).write(to: URL(filePath: damaged))
            let result = try Program.run(["recommend", "--sysfs", tree, "01:00.0"])
            #expect(result.status == 0)
            #expect(result.errors.contains("\(damaged): expected at least 7 lines"))
        }
    }

    @Test func anEntryThatIsNoFunctionIsNamed() throws {
        try Repository.withTemporaryDirectory { folder in
            try FileManager.default.createDirectory(
                atPath: folder + "/devices/junk", withIntermediateDirectories: true)
            let result = try Program.run(["list", "--sysfs", folder])
            #expect(result.status == 65)
            #expect(
                result.errorLines == [
                    "vfio-probe: \(folder)/devices/junk: expected an address such as 0000:01:00.0"
                ])
        }
    }

    @Test func aNeighborOfNoSizeIsNone() throws {
        let text = """
            {"schema":"vfio-probe/snapshot/1","host":{"neighbours":[{"address":"0000:03:00.0",
             "resources":[{"index":0,"size":"0x0","flags":"0x200"}]}]},"devices":[
             {"address":"0000:01:00.0","vendor":"0x1","device":"0x2"},
             {"address":"0000:02:00.0","vendor":"0x1","device":"0x2"}]}
            """
        #expect(try Program.run(["capture", "--mock", "-", "01:00.0"], input: text).status == 0)
    }

    @Test(arguments: ["--check", "--check=error", "--check=warning", ""])
    func check(option: String) throws {
        let arguments = option.isEmpty ? [] : [option]
        let status: Int32 = option == "--check=warning" ? 3 : 0
        let result = try Program.run(["recommend"] + arguments + ["--mock", mock, "01:00.0"])
        #expect(result.status == status)
        let broken = Repository.mock("msix-bir-7")
        let worse = try Program.run(["recommend"] + arguments + ["--mock", broken])
        #expect(worse.status == (arguments.isEmpty ? 0 : 3))
    }

    @Test func aDamagedDeviceAmongManyIsToldAndTheRestIsThere() throws {
        try Repository.withTemporaryDirectory { folder in
            let tree = folder + "/tree"
            try FileManager.default.copyItem(atPath: Repository.tree, toPath: tree)
            try FileManager.default.removeItem(atPath: tree + "/devices/0000:00:04.0/resource")
            let result = try Program.run(["list", "--sysfs", tree])
            #expect(result.status == 0)
            #expect(result.output.split(separator: "\n").count == 24)
            #expect(result.errorLines.count == 1)
            #expect(result.errors.contains("0000:00:04.0"))
        }
    }
}
