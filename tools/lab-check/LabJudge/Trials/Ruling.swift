/// What came out for one record: its name in the verdict, and what did not hold.
struct Ruling {
    let title: String
    private(set) var complaints: [String] = []

    init(_ title: String) { self.title = title }

    /// Something that has to hold.
    mutating func need(_ holds: Bool, _ words: String) {
        if !holds { complaints.append(words) }
    }
}
