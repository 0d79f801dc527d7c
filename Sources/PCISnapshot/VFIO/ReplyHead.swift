/// What VFIO's replies about a region or an interrupt have in common: `argsz` and the index.
enum ReplyHead {
    /// Checks a reply against what was asked.
    ///
    /// - Parameters:
    ///   - what: the reply's name in errors.
    ///   - answered: the index that it is about.
    ///   - index: the index that was asked for.
    ///   - argsz: the size that it says it has.
    ///   - least: bytes of the structure's fixed part.
    ///   - most: bytes that there are.
    static func check(
        _ what: String, answered: UInt32, index: Int, argsz: UInt32, least: Int, most: Int
    ) throws(DecodeError) {
        guard Int(answered) == index else {
            throw .impossible(
                field: "\(what) index", offset: 8, value: UInt64(answered),
                expected: "\(index), the one asked for")
        }
        guard argsz >= least, argsz <= most else {
            throw .impossible(
                field: "\(what) argsz", offset: 0, value: UInt64(argsz),
                expected: "\(least) to \(most), the bytes there are")
        }
    }
}
