import TestSupport
import Testing

/// One run of the program, and the file under `Tests/Golden` that holds what it printed.
struct GoldenCase: Sendable, CustomTestStringConvertible {
    /// The file, below `Tests/Golden`; where it ends with `.json` the output is JSON.
    let file: String
    /// The program's arguments; paths are those of the project's root.
    let arguments: [String]
    /// What stands on standard input.
    var input = ""

    var testDescription: String { file }
    /// Whether the output is JSON.
    var isJSON: Bool { file.hasSuffix(".json") }
    /// The file for the exit status and standard error, there when one of them says something.
    var errorFile: String { file + ".stderr" }

    /// What the program says now, as the golden files hold it.
    func run() throws -> Recording {
        Recording(try Program.run(arguments, input: input), isJSON: isJSON)
    }
}

/// A run as golden files hold it.
struct Recording {
    /// Standard output; JSON with line breaks.
    let output: String
    /// Exit status and standard error; empty for status 0 and silence.
    let errors: String

    init(_ result: Program.Result, isJSON: Bool) {
        output = isJSON ? FoldedJSON.fold(result.output) : result.output
        errors =
            result.status == 0 && result.errors.isEmpty
            ? "" : "exit status \(result.status)\n" + result.errors
    }
}
