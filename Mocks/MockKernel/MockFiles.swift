import LiveProbe

/// The simulated file system: a tree of names, in which one kind of link is followed.
///
/// A function's `iommu_group` leads to the group's own directory: a group of many functions has
/// one list of them, not one for each. Other links are texts.
struct MockFiles {
    /// What a path leads to.
    enum Node: Equatable {
        case text(String)
        case link(String)
        case node
    }

    /// One file: its place, and which of those that were there one after another.
    struct Identity: Equatable {
        let place: Int
        let number: Int
    }

    /// A name in the tree; it keeps its place when the file is gone.
    private struct Entry {
        let parent: Int?
        var node: Node?
        /// For a link that is followed, where it leads.
        var destination: Int?
        /// How often a file was removed here.
        var removals = 0
        /// How many files there are here and below.
        var live = 0
        var children: [String: Int] = [:]
    }

    /// All of the tree, the root first.
    ///
    /// A list and not values inside values: no depth of a stranger's path can use up the stack,
    /// and a path of any length costs as much as its text.
    private var entries = [Entry(parent: nil)]

    subscript(path: String) -> Node? {
        get { find(path).flatMap { entries[$0].node } }
        set {
            if let newValue {
                let place = make(path)
                entries[place].destination = nil
                set(newValue, at: place)
            } else if let place = find(path) {
                remove(place)
            }
        }
    }

    /// The file that a path leads to; nil when there is none.
    func identity(_ path: String) -> Identity? {
        guard let place = find(path), entries[place].node != nil else { return nil }
        return Identity(place: place, number: entries[place].removals)
    }

    /// A file's text.
    func text(_ path: String) -> String? {
        if case .text(let text)? = self[path] { text } else { nil }
    }

    /// A link's target.
    func target(_ path: String) -> String? {
        if case .link(let target)? = self[path] { target } else { nil }
    }

    /// Makes a link that is followed.
    mutating func link(_ path: String, to directory: String, as target: String) {
        self[path] = .link(target)
        let destination = make(directory)
        entries[make(path)].destination = destination
    }

    /// The names right below a path; nil when nothing is there or below it.
    func names(_ path: String) -> [String]? {
        guard let place = find(path), entries[place].live > 0 else { return nil }
        return entries[place].children.filter { entries[$0.value].live > 0 }.map(\.key)
    }

    /// What a path is of: a link, a directory when something is below it, or something else.
    func kind(_ path: String) -> DirectoryEntry.Kind {
        if target(path) != nil { return .link }
        return names(path)?.isEmpty == false ? .directory : .other
    }

    /// Removes everything below a path.
    mutating func removeAll(below path: String) {
        guard let place = find(path) else { return }
        var open = Array(entries[place].children.values)
        while let next = open.popLast() {
            open += entries[next].children.values
            remove(next)
        }
    }

    // MARK: The tree

    private mutating func set(_ node: Node, at place: Int) {
        if entries[place].node == nil { count(1, from: place) }
        entries[place].node = node
    }

    private mutating func remove(_ place: Int) {
        guard entries[place].node != nil else { return }
        entries[place].node = nil
        entries[place].destination = nil
        entries[place].removals += 1
        count(-1, from: place)
    }

    private mutating func count(_ change: Int, from place: Int) {
        var next: Int? = place
        while let place = next {
            entries[place].live += change
            next = entries[place].parent
        }
    }

    private static func names(in path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    }

    /// Where the names below a place are.
    private func followed(_ place: Int) -> Int { entries[place].destination ?? place }

    /// The place of a path, nil when it has never been there.
    private func find(_ path: String) -> Int? {
        var place = 0
        for name in Self.names(in: path) {
            guard let next = entries[followed(place)].children[name] else { return nil }
            place = next
        }
        return place
    }

    /// The place of a path, made where it has never been there.
    private mutating func make(_ path: String) -> Int {
        var place = 0
        for name in Self.names(in: path) {
            place = followed(place)
            if let next = entries[place].children[name] {
                place = next
            } else {
                entries.append(Entry(parent: place))
                entries[place].children[name] = entries.count - 1
                place = entries.count - 1
            }
        }
        return place
    }
}
