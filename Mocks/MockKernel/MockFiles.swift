import LiveProbe

/// The simulated file system: paths and what is there, without resolving links.
struct MockFiles {
    /// What a path leads to.
    enum Node: Equatable {
        case text(String)
        case link(String)
        case node
    }

    /// One file: its path, and which of those that were there one after another.
    struct Identity: Equatable {
        let path: String
        let number: Int
    }

    private var nodes: [String: Node] = [:]
    private var removals: [String: Int] = [:]

    subscript(path: String) -> Node? {
        get { nodes[path] }
        set {
            if newValue == nil { removals[path, default: 0] += 1 }
            nodes[path] = newValue
        }
    }

    /// The file that a path leads to; nil when there is none.
    func identity(_ path: String) -> Identity? {
        nodes[path].map { _ in Identity(path: path, number: removals[path, default: 0]) }
    }

    /// A file's text.
    func text(_ path: String) -> String? {
        if case .text(let text)? = nodes[path] { text } else { nil }
    }

    /// A link's target.
    func target(_ path: String) -> String? {
        if case .link(let target)? = nodes[path] { target } else { nil }
    }

    /// The names right below a path; nil when nothing is below it.
    func names(_ path: String) -> [String]? {
        let prefix = path + "/"
        let names = Set(
            nodes.keys.filter { $0.hasPrefix(prefix) }.compactMap {
                $0.dropFirst(prefix.count).split(separator: "/").first.map(String.init)
            })
        return names.isEmpty && nodes[path] == nil ? nil : Array(names)
    }

    /// What a path is of: a link, a directory when something is below it, or something else.
    func kind(_ path: String) -> DirectoryEntry.Kind {
        if target(path) != nil { return .link }
        return names(path)?.isEmpty == false ? .directory : .other
    }

    /// Removes everything below a path.
    mutating func removeAll(below path: String) {
        nodes = nodes.filter { !$0.key.hasPrefix(path + "/") }
    }
}
