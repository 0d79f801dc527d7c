extension ProbeKernel {
    /// A file's text without the last newline; nil when there is no such file.
    func text(_ path: String) throws(CallFailure) -> String? {
        guard let text = try unlessAbsent(try read(path)) else { return nil }
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    /// The last component of a link's target; nil when there is no such link.
    func linkName(_ path: String) throws(CallFailure) -> String? {
        guard let target = try target(path) else { return nil }
        return target.split(separator: "/").last.map(String.init) ?? target
    }

    /// Where a link leads, as written; nil when there is no such link.
    func target(_ path: String) throws(CallFailure) -> String? {
        try unlessAbsent(try readLink(path))
    }

    /// The names in a directory, sorted; nil when there is no such directory.
    func names(_ path: String) throws(CallFailure) -> [String]? {
        try entries(path)?.map(\.name)
    }

    /// What is in a directory, sorted by name; nil when there is no such directory.
    func entries(_ path: String) throws(CallFailure) -> [DirectoryEntry]? {
        try unlessAbsent(try list(path))?.sorted { $0.name < $1.name }
    }

    /// What a path leads to; nil when there is nothing.
    func statusIfThere(_ path: String) throws(CallFailure) -> FileStatus? {
        try unlessAbsent(try status(path))
    }

    /// A call's result, nil when what it asks for does not exist: absent is no failure.
    private func unlessAbsent<Value>(_ call: @autoclosure () throws(CallFailure) -> Value)
        throws(CallFailure) -> Value?
    {
        do {
            return try call()
        } catch {
            guard error.errno == .noSuchFile || error.errno == .notDirectory else { throw error }
            return nil
        }
    }
}
