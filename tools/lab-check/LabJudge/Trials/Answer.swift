/// `78,vfio-probe:_another_one`: a run's exit status, and what it said.
struct Answer {
    let status: ExitStatus?
    /// Its words, blanks as underscores.
    let said: Substring

    init(_ text: Substring) {
        let number = text.prefix { $0 != "," }
        said = text.dropFirst(number.count + 1)
        status = number.count < text.count ? ExitStatus(rawValue: String(number)) : nil
    }
}
