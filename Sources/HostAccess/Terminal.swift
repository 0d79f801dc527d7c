import Glibc
public import Printing

/// What the program's surroundings say about how to print.
public enum Terminal {
    /// Whether standard output is a terminal.
    public static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Writes one line to standard error; there is nobody left to tell if that fails.
    public static func warn(_ line: SafeText) {
        let errors = OutputFile.standardError()
        try? errors.write(line + "\n")
        try? errors.flush()
    }

    /// A variable of the environment, nil when it is not set or empty.
    public static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }

    /// Ends the program.
    public static func exit(_ status: Int32) -> Never { Glibc.exit(status) }
}
