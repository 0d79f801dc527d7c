/// Options whose value may be left out: the parser has none that would not swallow the argument
/// behind them.
enum BareOptions {
    private static let values = ["--check": "error", "--force": ForcedReasons.asking]

    /// The arguments with those values written out; what comes after `--` stays as it is.
    static func spellingOut(_ arguments: some Sequence<String>) -> [String] {
        var isOption = true
        return arguments.map { argument in
            if argument == "--" { isOption = false }
            guard isOption, let value = values[argument] else { return argument }
            return "\(argument)=\(value)"
        }
    }
}
