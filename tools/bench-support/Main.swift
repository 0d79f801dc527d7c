import FoundationEssentials

/// Helper of tools/bench: makes what it measures on, or measures the policy alone.
@main
struct BenchSupport {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch (arguments.first, arguments.count) {
        case ("tree", 3):
            let count = Int(arguments[arguments.startIndex + 2]) ?? 0
            try SyntheticTree(root: arguments[arguments.startIndex + 1]).make(functions: count)
        case ("policy", 2):
            let text = try String(
                contentsOfFile: arguments[arguments.startIndex + 1], encoding: .utf8)
            PolicyBenchmark(layouts: text).run()
        case ("hostile", 3):
            let kind = HostileSnapshot(rawValue: arguments[arguments.startIndex + 1])
            let bytes = Int(arguments[arguments.startIndex + 2]) ?? 0
            print(kind?.text(bytes) ?? "")
        case ("hostile-kinds", 1):
            for kind in HostileSnapshot.allCases { print(kind.rawValue) }
        default:
            print(
                "usage: bench-support tree DIR COUNT | policy LAYOUTS.tsv | hostile-kinds"
                    + " | hostile KIND BYTES")
        }
    }
}
