public import Foundation

/// Where the project's own files are, seen from the tests' sources.
public enum Repository {
    /// The project's root.
    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The recorded sysfs tree.
    public static let tree = root.appending(path: "Mocks/sysfs/qemu-q35").path

    /// All snapshot files among the mocks, sorted by name.
    public static let mocks = files(in: "Mocks/devices")

    /// All machines that behave over time, sorted by name.
    public static let scenarios = files(in: "Mocks/scenarios")

    private static func files(in folder: String) -> [String] {
        let folder = root.appending(path: folder).path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().map { "\(folder)/\($0)" }
    }

    /// The path of one mock.
    public static func mock(_ name: String) -> String {
        root.appending(path: "Mocks/devices/\(name).json").path
    }

    /// A file's bytes.
    public static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path)))
    }

    /// Runs a body with a directory of its own, which is gone afterwards.
    public static func withTemporaryDirectory<Result>(_ body: (String) throws -> Result) throws
        -> Result
    {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "vfio-probe-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }
}
