import LiveProbe

/// The simulated file system: paths and what is there, without resolving links.
struct MockFiles {
    /// What a path leads to.
    enum Node: Equatable {
        case text(String)
        case link(String)
        case node
    }

    private var nodes: [String: Node] = [:]

    subscript(path: String) -> Node? {
        get { nodes[path] }
        set { nodes[path] = newValue }
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

    /// Removes everything below a path.
    mutating func removeAll(below path: String) {
        nodes = nodes.filter { !$0.key.hasPrefix(path + "/") }
    }
}
