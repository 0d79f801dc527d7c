/// How the caller came to this machine: through which network interface, or from a local terminal.
struct CallerConnection {
    private let kernel: any ProbeKernel

    init(_ kernel: any ProbeKernel) { self.kernel = kernel }

    /// The interfaces whose loss would cut the caller off.
    ///
    /// Those that lead to the other end of a connection of a process that the caller descends from,
    /// such as sshd. Without one, and without a local terminal (in tmux, from cron), those that
    /// lead to everywhere.
    func interfaces() throws(CallFailure) -> Set<String> {
        let routes = try routes()
        let remote = try remotes(of: ancestors())
        if !remote.isEmpty { return Set(remote.flatMap { Route.best(routes, to: $0) }) }
        if try terminal()?.isLocal == true { return [] }
        return Set(routes.filter { $0.length == 0 }.map(\.interface))
    }

    /// A controlling terminal.
    struct Terminal {
        let number: DeviceNumber
        /// Whether it is no pseudo-terminal: majors 136 to 143 (`UNIX98_PTY_SLAVE_MAJOR`).
        var isLocal: Bool { !(136...143).contains(number.major) }
    }

    /// The caller's controlling terminal; nil without one, or where it cannot be told.
    func terminal() throws(CallFailure) -> Terminal? {
        guard let text = try kernel.text("/proc/self/stat"),
            let fields = Self.fields(text), fields.count > 4, let number = Int32(fields[4]),
            number != 0
        else { return nil }
        // new_encode_dev(): minor in bits 0 to 7 and 20 to 31, major in bits 8 to 19.
        let bits = UInt32(bitPattern: number)
        return Terminal(
            number: DeviceNumber(
                .character, (bits >> 8) & 0xfff, bits & 0xff | (bits >> 12) & 0xfff00))
    }

    /// The fields of /proc/PID/stat behind the name, which may hold anything: state, parent, group,
    /// session, terminal.
    private static func fields(_ text: String) -> [Substring]? {
        text.lastIndex(of: ")").map {
            text[text.index(after: $0)...].split(separator: " ")
        }
    }

    /// The processes that the caller descends from, nearest first.
    private func ancestors() throws(CallFailure) -> [Int] {
        var found: [Int] = []
        var path = "/proc/self/stat"
        // A bound, for a parent may end meanwhile and its number be given anew.
        while found.count < 128, let text = try kernel.text(path),
            let fields = Self.fields(text), fields.count > 1, let parent = Int(fields[1]),
            parent > 1
        {
            found.append(parent)
            path = "/proc/\(parent)/stat"
        }
        return found
    }

    /// The other ends of the processes' TCP connections.
    private func remotes(of processes: [Int]) throws(CallFailure) -> [[UInt32]] {
        var sockets: Set<Substring> = []
        for process in processes {
            let directory = "/proc/\(process)/fd"
            for name in try kernel.names(directory) ?? [] {
                guard let link = try kernel.target("\(directory)/\(name)"),
                    link.hasPrefix("socket:[")
                else { continue }
                sockets.insert(link.dropFirst("socket:[".count).dropLast())
            }
        }
        guard !sockets.isEmpty else { return [] }
        var remotes: [[UInt32]] = []
        for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
            for line in try kernel.text(table)?.split(separator: "\n").dropFirst() ?? [] {
                let words = line.split(separator: " ")
                // TCP_ESTABLISHED is 1.
                guard words.count > 9, words[3] == "01", sockets.contains(words[9]),
                    let address = Self.address(words[2])
                else { continue }
                remotes.append(address)
            }
        }
        return remotes
    }

    /// An address as /proc/net/tcp has it: one word or four, each as it is in memory.
    private static func address(_ text: Substring) -> [UInt32]? {
        guard let hex = text.split(separator: ":").first, hex.count == 8 || hex.count == 32 else {
            return nil
        }
        var words: [UInt32] = []
        var rest = hex
        while !rest.isEmpty {
            guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
            words.append(UInt32(littleEndian: word).byteSwapped)
            rest = rest.dropFirst(8)
        }
        // ::ffff:a.b.c.d
        return words.count == 4 && words[..<3] == [0, 0, 0xffff] ? [words[3]] : words
    }

    private func routes() throws(CallFailure) -> [Route] {
        let old = try kernel.text("/proc/net/route")?.split(separator: "\n").dropFirst() ?? []
        let new = try kernel.text("/proc/net/ipv6_route")?.split(separator: "\n") ?? []
        return old.compactMap(Route.init(line4:)) + new.compactMap(Route.init(line6:))
    }
}

/// A route of the kernel's main table.
struct Route {
    let interface: String
    /// The destination, in words of 32 bits, the most significant first: one, or four.
    private let destination: [UInt32]
    /// Bits of the destination that count.
    let length: Int

    /// RTF_UP without RTF_REJECT, linux/route.h.
    private static func isUsable(_ flags: UInt32) -> Bool { flags & 0x201 == 1 }

    /// A line of /proc/net/route; its words are as in memory.
    init?(line4 line: Substring) {
        let words = line.split(whereSeparator: { $0 == "\t" || $0 == " " })
        guard words.count > 7, let address = UInt32(words[1], radix: 16),
            let mask = UInt32(words[7], radix: 16), let flags = UInt32(words[3], radix: 16),
            Self.isUsable(flags)
        else { return nil }
        interface = String(words[0])
        destination = [UInt32(littleEndian: address).byteSwapped]
        length = mask.nonzeroBitCount
    }

    /// A line of /proc/net/ipv6_route.
    init?(line6 line: Substring) {
        let words = line.split(separator: " ")
        guard words.count > 9, words[0].count == 32, let length = Int(words[1], radix: 16),
            length <= 128, let flags = UInt32(words[8], radix: 16), Self.isUsable(flags),
            words[9] != "lo"
        else { return nil }
        var address: [UInt32] = []
        var rest = words[0]
        while !rest.isEmpty {
            guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
            address.append(word)
            rest = rest.dropFirst(8)
        }
        interface = String(words[9])
        destination = address
        self.length = length
    }

    /// The interfaces that lead to an address by the longest prefixes; which of several the kernel
    /// takes depends on more than the table.
    static func best(_ routes: [Route], to address: [UInt32]) -> [String] {
        let leading = routes.filter { $0.leads(to: address) }
        let longest = leading.map(\.length).max()
        return leading.filter { $0.length == longest }.map(\.interface)
    }

    private func leads(to address: [UInt32]) -> Bool {
        guard address.count == destination.count else { return false }
        return (0..<length).allSatisfy { bit in
            let shift = UInt32(31 - bit % 32)
            return address[bit / 32] >> shift & 1 == destination[bit / 32] >> shift & 1
        }
    }
}
