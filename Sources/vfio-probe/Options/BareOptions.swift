/// Options whose value may be left out: the parser has none that would not swallow the argument
/// behind them.
enum BareOptions {
    private static let values = [
        "--check": "error", "--force": ForcedReasons.asking, "--rule": RuleChoice.asking,
    ]
    /// Options that take what stands behind them, unless that is an option.
    private static let greedy: Set<String> = ["--rule"]

    /// The arguments with those values written out; what comes after `--` stays as it is.
    static func spellingOut(_ arguments: some Sequence<String>) -> [String] {
        let arguments = Array(arguments)
        var isOption = true
        return arguments.enumerated().map { index, argument in
            if argument == "--" { isOption = false }
            guard isOption, let value = values[argument] else { return argument }
            if greedy.contains(argument), index + 1 < arguments.count,
                !arguments[index + 1].hasPrefix("-")
            {
                return argument
            }
            return "\(argument)=\(value)"
        }
    }
}
