/// Something that has to have happened, in words.
struct Purpose {
    let happened: Bool
    let words: String

    init(_ happened: Bool, _ words: String) {
        self.happened = happened
        self.words = words
    }
}
