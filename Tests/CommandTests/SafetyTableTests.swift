import Foundation
import TestSupport
import Testing

/// The README's table of what each command touches is what strace sees.
@Suite(.disabled(if: Program.isSanitized, "a sanitizer looks at files of its own"))
struct SafetyTableTests {
    static let canTrace = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")

    /// A path of a call, whether the call opens it, and whether it is written to.
    struct Touch: Hashable {
        let path: String
        let opens: Bool
        let writes: Bool
    }

    /// The words in `backquotes` of a row's second cell, of the row that starts so.
    private func documented(_ row: String) throws -> Set<String> {
        let path = Repository.root.appending(path: "README.md").path
        let readme = String(decoding: try Repository.bytes(path), as: UTF8.self)
        let line = try #require(readme.split(separator: "\n").first { $0.hasPrefix("| " + row) })
        let cell = line.split(separator: "|")[1]
        return Set(
            cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 1 }.map { String($0.element) })
    }

    /// What a command touches behind its start, that is behind the last shared library.
    private func touched(_ arguments: [String]) throws -> Set<Touch> {
        try Repository.withTemporaryDirectory { folder in
            let trace = "\(folder)/trace"
            let result = try Program.run(
                "/usr/bin/strace",
                [
                    "-f", "-qq", "-s", "1000", "-e", "trace=%file,connect,socket", "-o", trace,
                    Program.path,
                ] + arguments,
                // Leaks cannot be looked for in a process that is traced.
                environment: ["ASAN_OPTIONS": "detect_leaks=0"])
            #expect(result.status == 0, "\(result.errors)")
            let lines = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
            #expect(!lines.contains { $0.contains("socket(") || $0.contains("connect(") })
            let start = lines.lastIndex { $0.contains(".so") || $0.contains("execve(") } ?? 0
            let calls = lines[(start + 1)...].compactMap { line -> Touch? in
                let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
                guard parts.count > 1, !parts[1].isEmpty else { return nil }
                let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "unlink", "rename", "mkdir"]
                return Touch(
                    path: String(parts[1]), opens: line.contains(" open"),
                    writes: writes.contains(where: line.contains))
            }
            #expect(!calls.isEmpty)
            return Set(calls)
        }
    }

    /// The attribute of a function below a directory of them, as the table has it.
    private func attribute(_ path: String, in devices: String) -> String? {
        guard path.hasPrefix(devices) else { return nil }
        let parts = path.dropFirst(devices.count).split(separator: "/")
        guard parts.count > 1 else { return "/sys/bus/pci/devices" }
        return parts[1] == "tsm" ? "tsm/" : String(parts[1])
    }

    /// What a path is called in the table.
    private func name(_ path: String, in devices: String) -> String {
        if let attribute = attribute(path, in: devices) { return attribute }
        return path.hasSuffix("/pci.ids") || path.hasSuffix("/pci.ids.gz") ? "pci.ids" : path
    }

    /// What is not the runtime's: that looks for its helpers, opening none, and a sanitizer's looks
    /// at its own process.
    private func names(_ touches: Set<Touch>, in devices: String) throws -> Set<String> {
        let runtime = try documented("every command")
        let own = URL(filePath: Program.path).deletingLastPathComponent().path
        func isRuntimes(_ touch: Touch) -> Bool {
            let parts = touch.path.split(separator: "/").map(String.init)
            return touch.path.hasPrefix("/proc/self/") || runtime.contains(touch.path)
                || !touch.opens && !runtime.isDisjoint(with: parts)
                || !touch.opens && touch.path == own && runtime.contains("swift-backtrace")
        }
        return Set(touches.filter { !isRuntimes($0) }.map { name($0.path, in: devices) })
    }

    @Test(
        .enabled(if: canTrace, "strace is not installed: tools/test installs it"),
        arguments: [["list"], ["recommend", "--json"], ["list", "-v"]])
    func readersOfThisMachine(command: [String]) throws {
        let devices = "/sys/bus/pci/devices"
        guard FileManager.default.fileExists(atPath: devices) else { return }
        let touches = try touched(command)
        #expect(!touches.contains { $0.writes })
        let undocumented = try names(touches, in: devices)
            .subtracting(try documented("`list`, `recommend`, `explain`"))
        #expect(undocumented == [])
    }

    /// No attribute is read that is not in the table, and none is in it that is not read.
    @Test(.enabled(if: canTrace, "strace is not installed: tools/test installs it"))
    func readersOfARecordedTree() throws {
        let devices = Repository.tree + "/devices"
        let source = ["--sysfs", Repository.tree]
        var seen: Set<String> = []
        for command in [
            ["list"], ["list", "-d", "::0108"], ["recommend"], ["explain", "00:04.0", "0"],
        ] {
            let touches = try touched(command + source)
            #expect(!touches.contains { $0.writes })
            seen.formUnion(try names(touches, in: devices))
        }
        // A recorded tree does not say who has this machine's memory.
        let expected = try documented("`list`, `recommend`, `explain`")
        #expect(seen == expected.subtracting(["/proc/iomem"]))
    }

    @Test(.enabled(if: canTrace, "strace is not installed: tools/test installs it"))
    func captureWritesItsFileOnly() throws {
        try Repository.withTemporaryDirectory { folder in
            let file = folder + "/out.json"
            let touches = try touched(["capture", "--sysfs", Repository.tree, "-o", file])
            let written = touches.filter(\.writes).map(\.path)
            #expect(!written.isEmpty)
            #expect(written.allSatisfy { $0.hasPrefix(file) })
            let read = touches.filter { !$0.writes && !$0.path.hasPrefix(file) }
            let undocumented = try names(read, in: Repository.tree + "/devices")
                .subtracting(try documented("`list`, `recommend`, `explain`"))
            #expect(undocumented == [])
        }
    }

    static let scenarios = Repository.root.appending(path: "Mocks/scenarios").path

    @Test(
        .enabled(if: canTrace, "strace is not installed: tools/test installs it"),
        arguments: [
            (["recommend", "--mock"], Repository.mock("nvme-aligned")),
            (["list", "--mock"], Repository.mock("nvme-aligned")),
            (["probe", "--bind", "--verify", "--mock"], scenarios + "/nvme-to-borrow.json"),
            (["restore", "--mock"], scenarios + "/interrupted-run.json"),
        ])
    func mocksAreOneFile(command: [String], mock: String) throws {
        let touches = try touched(command + [mock])
        #expect(!touches.contains { $0.writes })
        #expect(try names(touches, in: "/sys/bus/pci/devices").subtracting(["pci.ids"]) == [mock])
    }

    @Test(.enabled(if: canTrace, "strace is not installed: tools/test installs it"))
    func aReportIsOneFile() throws {
        try Repository.withTemporaryDirectory { folder in
            // No ranges, no bytes of the device's own.
            let report = folder + "/report.bin"
            try Data(repeating: 0, count: 20).write(to: URL(filePath: report))
            let touches = try touched(["tdisp", "decode", report])
            #expect(!touches.contains { $0.writes })
            #expect(try names(touches, in: "/sys/bus/pci/devices") == [report])
        }
    }
}
