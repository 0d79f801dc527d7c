import PCISnapshot

/// What tools/lab/guest-test noted of one probe: a word and its value in each line.
struct ProbeNotes {
    private let file: String
    private let values: [String: String]

    /// What the program ended with.
    var status: ExitStatus? { ExitStatus(rawValue: values["status"] ?? "") }

    init(_ results: any ResultFiles, _ file: String) throws(Unreadable) {
        self.file = file
        var values: [String: String] = [:]
        for line in try results.lines(file) {
            let word = line.prefix { $0 != " " }
            let value = String(line.dropFirst(word.count + 1))
            guard values.updateValue(value, forKey: String(word)) == nil else {
                throw Unreadable(file, "expected another word, \(word) appears twice")
            }
        }
        self.values = values
    }

    /// A word's value.
    func value(_ word: String) throws(Unreadable) -> String {
        guard let value = values[word] else {
            throw Unreadable(file, "\(word) expected, but missing")
        }
        return value
    }
}
