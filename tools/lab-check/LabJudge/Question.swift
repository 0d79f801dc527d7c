public import LiveProbe
public import PCISnapshot

/// What is to be judged: one command line of lab-check.
public enum Question: Equatable, Sendable {
    /// A function without opening it: lspci is the second opinion.
    case reads(BusAddress)
    /// One probe of a function through an interface.
    case probe(BusAddress, Backend, Expectation)
    /// A trial of tools/lab/trials, made so many times; its notes are in the file of that name.
    case trial(Trial, file: String, rounds: Int)

    /// What a probe of a function is to do, by the sign in tools/lab/presets.
    public enum Expectation: String, Sendable {
        /// It works.
        case works = "+"
        /// It is refused.
        case refused = "!"
    }

    /// Words that are no question.
    public struct UsageError: Error, Equatable, Sendable, CustomStringConvertible {
        /// What is wrong with them.
        public let description: String
    }

    /// The question in the words behind the directory.
    ///
    /// - Parameter words: `ADDRESS reads`, `ADDRESS cdev +`, `ADDRESS cdev kills 2`, or
    ///   `cases any in-use` for the trial that has devices and interfaces of its own.
    public init(_ words: [String]) throws(UsageError) {
        guard words.count >= 2 else {
            throw UsageError(description: "expected an address and what to judge")
        }
        if words == ["cases", "any", Trial.inUse.rawValue] {
            self = .trial(.inUse, file: words.joined(separator: "."), rounds: 1)
            return
        }
        guard let address = BusAddress(words[0]) else {
            throw UsageError(description: "no address: \(words[0])")
        }
        if words.dropFirst() == ["reads"] {
            self = .reads(address)
            return
        }
        guard let interface = Backend(rawValue: words[1]) else {
            throw UsageError(description: "no interface: \(words[1])")
        }
        if words.count == 3, let expectation = Expectation(rawValue: words[2]) {
            self = .probe(address, interface, expectation)
        } else if words.count == 4, let trial = Trial(rawValue: words[2]),
            let rounds = Int(words[3]), rounds > 0
        {
            let file = "\(address).\(interface.rawValue).\(trial.rawValue)"
            self = .trial(trial, file: file, rounds: rounds)
        } else {
            throw UsageError(
                description: "expected + or !, or a trial and how many rounds: "
                    + words.dropFirst(2).joined(separator: " "))
        }
    }
}
