import Foundation
import TestSupport
import Testing

/// No variable and no working directory changes what the program does, except by an option.
struct SurroundingsTests {
    /// Variables that programs and libraries are known to look at; those of the dynamic loader
    /// and of Swift's runtime (LD_*, SWIFT_*) are read before the program is.
    static let variables = [
        "HOME", "PATH", "TMPDIR", "LANG", "LC_ALL", "LANGUAGE", "TZ", "TERM", "COLUMNS", "LINES",
        "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "PAGER", "EDITOR", "USER", "SUDO_USER",
        "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "PCI_IDS", "PCIIDS",
        "UDEV_HWDB_BIN", "SYSTEMD_LOG_LEVEL", "MODPROBE_OPTIONS", "SYSFS_PATH", "VFIO_PROBE",
        "VFIO_PROBE_CONFIG", "LAB_KERNEL", "LIBDISPATCH_STRICT",
    ]

    static let commands = [
        ["list"], ["list", "-v"], ["recommend"], ["recommend", "--json"], ["capture"],
        ["list", "--sysfs", Repository.tree],
        ["recommend", "--mock", Repository.mock("nvme-unaligned-table")],
        ["probe", "--mock", Repository.mock("../scenarios/nvme-to-borrow"), "--bind", "--verify"],
        ["restore", "--mock", Repository.mock("../scenarios/nvme-to-borrow")],
        ["recommend", "--page-size", "7"],
    ]

    @Test(arguments: commands)
    func areNotLookedAt(command: [String]) throws {
        try Repository.withTemporaryDirectory { folder in
            // Names that somebody might look for, all with the same trap in them.
            let hostile = try String(
                decoding: Repository.bytes(Repository.mock("nvme-aligned")), as: UTF8.self)
            for name in [
                "pci.ids", "pci.ids.gz", ".pciids-cache", "vfio-probe.json", ".vfio-probe",
                "snapshot.json", "0000:00:00.0", "list", "modprobe", "config", "hwdb.bin",
            ] {
                try Data(hostile.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
            }
            let tree = URL(filePath: Repository.tree).appending(path: "devices")
            try FileManager.default.createSymbolicLink(
                at: URL(filePath: "\(folder)/devices"), withDestinationURL: tree)
            let plain = try Self.run(["-i", "-C", "/"], command)
            let settings = Self.variables.map { "\($0)=\(folder)" }
            let other = try Self.run(["-i", "-C", folder] + settings, command)
            #expect(other.status == plain.status)
            #expect(other.output == plain.output)
            #expect(other.errors == plain.errors)
            #expect(!(plain.output + plain.errors).isEmpty)
        }
    }

    /// A snapshot names no path that is opened: the same files are, whatever its strings say.
    @Test(arguments: [
        ["list", "-v"], ["recommend", "--json"], ["capture"], ["explain", "01:00.0", "0"],
        ["probe", "--bind", "--verify", "01:00.0"], ["restore"],
    ])
    func aSnapshotOpensNoPath(command: [String]) throws {
        try Repository.withTemporaryDirectory { folder in
            let trap = "\(folder)/trap"
            try Data().write(to: URL(filePath: trap))
            func opened(_ word: String) throws -> [String] {
                let snapshot = "\(folder)/snapshot.json"
                let marked = ControlCharacterTests.marked(keeping: false)
                try StrangersWords.file(marked, Array(word.utf8))
                    .write(to: URL(filePath: snapshot))
                let trace = "\(folder)/trace"
                _ = try Program.run(
                    "/usr/bin/strace",
                    ["-f", "-qq", "-e", "trace=%file,connect", "-o", trace, Program.path]
                        + command + ["--mock", snapshot],
                    // Leaks cannot be looked for in a process that is traced.
                    environment: ["ASAN_OPTIONS": "detect_leaks=0"])
                let lines = try String(contentsOfFile: trace, encoding: .utf8)
                    .split(separator: "\n").dropFirst()
                // What was opened, without the program's own start. A sanitizer looks into /proc
                // whenever it likes, and has files with the process' number in their names.
                return lines.map { $0.split(separator: "\"").dropFirst().first ?? $0 }
                    .filter { !$0.hasPrefix("/proc/") }
                    .map { $0.filter { !$0.isNumber } }
            }
            let traps = try [trap, "../../../../../../\(trap)", "|\(trap)"].map(opened)
            let plain = try opened("nvme")
            #expect(plain.contains { $0.contains("snapshot.json") })
            for opened in traps { #expect(opened == plain) }
        }
    }

    /// A crash starts no program out of the working directory.
    @Test func aCrashRunsNothing() throws {
        try Repository.withTemporaryDirectory { folder in
            let trap = "#!/bin/sh\ntouch '\(folder)/trapped'\n"
            for name in ["swift-backtrace", "libexec/swift/linux/swift-backtrace"] {
                let path = "\(folder)/\(name)"
                try FileManager.default.createDirectory(
                    at: URL(filePath: path).deletingLastPathComponent(),
                    withIntermediateDirectories: true)
                try Data(trap.utf8).write(to: URL(filePath: path))
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o755], ofItemAtPath: path)
            }
            // Opening the pipe waits until the program has opened it, too.
            let script = """
                cd '\(folder)' && mkfifo pipe && ulimit -c 0
                PATH='\(URL(filePath: Program.path).deletingLastPathComponent().path)':$PATH
                vfio-probe list --mock pipe & probe=$! && exec 3>pipe
                kill -SEGV $probe
                (sleep 20; kill -KILL $probe) & limit=$!
                wait $probe; status=$?; kill $limit; exit $status
                """
            let result = try Program.run("/bin/sh", ["-c", script])
            #expect(result.status == 128 + SIGSEGV)
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/trapped"))
        }
    }

    /// What is printed does not go into a file that has got a closed stream's number.
    @Test func closedStreamsStayClosed() throws {
        try Repository.withTemporaryDirectory { folder in
            let tree = folder + "/tree"
            try FileManager.default.copyItem(atPath: Repository.tree, toPath: tree)
            let broken = URL(filePath: tree + "/devices/0000:00:04.0/resource")
            try Data("x".utf8).write(to: broken)
            let command = "'\(Program.path)' capture --sysfs '\(tree)' -o '\(folder)/out'"
            for closed in ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"] {
                let result = try Program.run("/bin/sh", ["-c", "\(command) \(closed)"])
                #expect(result.status == 0)
                let text = try String(contentsOfFile: folder + "/out", encoding: .utf8)
                #expect(!text.contains("vfio-probe: "), "\(closed)")
                _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
            }
        }
    }

    /// Output that goes nowhere is not success, as for any program that writes to nothing.
    @Test(arguments: [
        "list", "recommend", "recommend --json", "recommend --format c", "capture",
        "explain 01:00.0 0", "probe --bind",
    ])
    func outputToAClosedStreamIsAnError(command: String) throws {
        let mock = Repository.mock("nvme-aligned")
        let script = "'\(Program.path)' \(command) --mock '\(mock)' >&-"
        let result = try Program.run("/bin/sh", ["-c", script])
        #expect(result.status == 1)
        #expect(
            result.errors.contains("vfio-probe: write standard output: Bad file descriptor"))
    }

    @Test func helpForAClosedStreamIsAnError() throws {
        let result = try Program.run("/bin/sh", ["-c", "'\(Program.path)' --help >&-"])
        #expect(result.status == 1)
    }

    static let canUnshare =
        (try? Program.run("/usr/bin/unshare", ["-m", "true"]).status == 0) ?? false

    /// The language takes its arguments from there.
    @Test(.enabled(if: canUnshare, "needs a mount namespace of its own"))
    func withoutProcNothingSucceeds() throws {
        let script = """
            mount -t tmpfs none /proc
            '\(Program.path)' recommend --mock '\(Repository.mock("nvme-aligned"))'
            """
        let result = try Program.run("/usr/bin/unshare", ["-m", "/bin/sh", "-c", script])
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("/proc/self/cmdline"))
    }

    private static func run(_ surroundings: [String], _ command: [String]) throws -> Program.Result
    {
        // Without PATH a sanitizer cannot name whose a leak is; the other tests look for leaks.
        let settings = ["ASAN_OPTIONS=detect_leaks=0"]
        return try Program.run(
            "/usr/bin/env", surroundings + settings + [Program.path] + command)
    }
}
