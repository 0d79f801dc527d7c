import Foundation

/// The program as a user runs it, in the project's root: a process, its streams, its exit status.
public struct Program {
    /// What a run left behind.
    public struct Result: Sendable {
        /// Its exit status.
        public let status: Int32
        /// Its standard output.
        public let output: String
        /// Its standard error.
        public let errors: String
        /// Whether both streams are UTF-8 as they are.
        public let isText: Bool

        /// What stands on standard error, as lines.
        public var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
    }

    /// Whether the program was built by tools/sanitize.
    public static var isSanitized: Bool {
        path.contains("/.build-address/") || path.contains("/.build-thread/")
    }

    /// The program that this test run built, or the one that TEST_PROGRAM names.
    public static let path: String = {
        if let path = ProcessInfo.processInfo.environment["TEST_PROGRAM"] { return path }
        let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        return tests.appending(path: "vfio-probe").path
    }()

    /// Runs it with arguments, standard input and extra environment.
    public static func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> Result {
        try run(path, arguments, input: input, environment: environment)
    }

    /// Runs any program.
    public static func run(
        _ path: String, _ arguments: [String], input: String = "",
        environment: [String: String] = [:]
    ) throws -> Result {
        try Repository.withTemporaryDirectory { folder in
            let process = Process()
            process.executableURL = URL(filePath: path)
            process.arguments = arguments
            process.currentDirectoryURL = Repository.root
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            // Files instead of pipes: no amount of output can block.
            let handles = try ["in", "out", "err"].map { name in
                let path = "\(folder)/\(name)"
                try Data((name == "in" ? input : "").utf8).write(to: URL(filePath: path))
                return try FileHandle(forUpdating: URL(filePath: path))
            }
            process.standardInput = handles[0]
            process.standardOutput = handles[1]
            process.standardError = handles[2]
            try process.run()
            process.waitUntilExit()
            let streams = try ["out", "err"].map {
                try Data(contentsOf: URL(filePath: "\(folder)/\($0)"))
            }
            return Result(
                status: process.terminationStatus,
                output: String(decoding: streams[0], as: UTF8.self),
                errors: String(decoding: streams[1], as: UTF8.self),
                isText: streams.allSatisfy { String(validating: $0, as: UTF8.self) != nil })
        }
    }
}
