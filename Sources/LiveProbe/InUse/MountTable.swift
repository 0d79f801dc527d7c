/// /proc/PID/mountinfo: what is mounted where, in one mount namespace as seen from one root.
struct MountTable {
    /// One mount.
    struct Mount {
        /// The number of the file system's device; major 0 where it has none of its own.
        let number: Substring
        /// Where it is mounted, its blanks and backslashes written in octal.
        let place: Substring
        /// The file system's type.
        let type: Substring
        /// Its device, its server, or whatever the type calls its source.
        let source: Substring
    }

    /// What tells this table from others.
    let view: String
    /// All mounts, in the kernel's order.
    let mounts: [Mount]
    /// The places where other machines, or programs, are asked for each file.
    let network: [String]

    /// Nil for a text with a line that is not understood: it may be the one that counts.
    init?(_ text: String, view: String) {
        let lines = text.split(separator: "\n")
        mounts = lines.compactMap { line -> Mount? in
            let words = line.split(separator: " ")
            guard words.count > 5, let dash = words.firstIndex(of: "-"), dash + 2 < words.count
            else { return nil }
            return Mount(
                number: words[2], place: words[4], type: words[dash + 1], source: words[dash + 2])
        }
        if mounts.count < lines.count { return nil }
        self.view = view
        network = mounts.filter { Self.isNetwork($0.type) && $0.place != "/" }.map {
            Self.readable($0.place)
        }
    }

    /// What is mounted at "/"; the last one, for another may lie below it.
    var root: Mount? { mounts.last { $0.place == "/" } }

    var isEmpty: Bool { mounts.isEmpty }

    /// Whether a path lies at or below one of some places.
    static func holds(_ places: [String], _ path: String) -> Bool {
        places.contains { path.hasPrefix($0) && (path.dropFirst($0.count).first ?? "/") == "/" }
    }

    /// A place as a person writes it.
    static func readable(_ place: Substring) -> String {
        // show_mountinfo() escapes these alone.
        [
            ("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\043", "#"),
            ("\\134", "\\"),
        ]
        .reduce(String(place)) { Self.replacing($1.0, $1.1, in: $0) }
    }

    private static func replacing(_ old: String, _ new: String, in text: String) -> String {
        var rest = Substring(text)
        var result = ""
        while let first = rest.first {
            if rest.hasPrefix(old) {
                result += new
                rest = rest.dropFirst(old.count)
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    /// Whether another machine, or a program, is asked for each file.
    private static func isNetwork(_ type: Substring) -> Bool {
        let known: Set<Substring> = [
            "nfs", "nfs4", "cifs", "smb3", "ceph", "9p", "afs", "lustre", "gpfs", "ocfs2", "gfs2",
            "virtiofs", "autofs", "beegfs", "orangefs", "coda", "panfs",
        ]
        return known.contains(type) || type.hasPrefix("fuse")
    }
}
