/// How the program ended, as notes tell it: the exit statuses of its help.
enum ExitStatus: String {
    case done = "0"
    case failed = "1"
    case malformedInput = "65"
    case noSuchThing = "66"
    case unavailable = "69"
    case refused = "78"
    /// None: it did not end by itself.
    case hung
}
