import PCISnapshot

/// One link of a capability chain.
public struct Capability: Equatable, Sendable {
    /// Capability id, 8 bits in the standard chain, 16 in the extended one.
    public let id: UInt16
    /// Its place in configuration space, in bytes.
    public let offset: Int

    /// A link at a place.
    public init(id: UInt16, offset: Int) {
        self.id = id
        self.offset = offset
    }
}

/// The links of a chain as far as it could be followed, and why it ended there.
public struct CapabilityChain: Equatable, Sendable {
    /// How a walk ended.
    public enum End: Equatable, Sendable {
        /// At the chain's own end: what is not listed is not there.
        case complete
        /// Where the bytes end; the offset is the next link's.
        case unread(next: Int)
        /// At a link that was seen before.
        case loop(at: Int)
        /// At a link of all ones: the device does not answer there.
        case noAnswer(at: Int)
        /// At a pointer that leads out of the area where links may be.
        case outside(pointer: Int)
    }

    /// The links in chain order.
    public let links: [Capability]
    /// How the walk ended.
    public let end: End

    /// The first link with an id.
    public func first(_ id: UInt16) -> Capability? {
        links.first { $0.id == id }
    }

    /// All links with an id.
    public func all(_ id: UInt16) -> [Capability] {
        links.filter { $0.id == id }
    }

    /// Whether a capability is absent or only was not seen; nil when the chain was read whole.
    public var incomplete: String? {
        switch end {
        case .complete: nil
        case .unread(let next):
            "the capability chain goes on at \(hex(next)), beyond the bytes that were read"
        case .loop(let offset): "the capability chain loops at \(hex(offset))"
        case .noAnswer(let offset): "the capability chain reads all ones at \(hex(offset))"
        case .outside(let pointer): "the capability chain points to \(hex(pointer))"
        }
    }

    /// The standard chain: from the pointer at 34h, links of one byte id, one byte pointer.
    ///
    /// Source: PCI Local Bus 3.0, 6.7; the low two bits of a pointer are reserved. A CardBus
    /// bridge has the pointer at 14h.
    static func standard(in config: ConfigSpace) -> CapabilityChain {
        guard config.hasCapabilityList else { return CapabilityChain(links: [], end: .complete) }
        let pointer = config.headerType == .cardBus ? 0x14 : 0x34
        guard let first = try? config.reader.u8(pointer, "capability pointer") else {
            return CapabilityChain(links: [], end: .unread(next: pointer))
        }
        // Status says that there is a chain, so a null pointer is no end but a contradiction.
        guard first >= 0x40 else {
            return CapabilityChain(links: [], end: .outside(pointer: Int(first & 0xfc)))
        }
        return walk(from: Int(first & 0xfc), within: 0x40..<0x100, noAnswer: 0xff) { offset in
            let id = try? config.reader.u8(offset, "capability id")
            let next = try? config.reader.u8(offset + 1, "next capability")
            guard let id, let next else { return nil }
            return (UInt16(id), Int(next & 0xfc))
        }
    }

    /// The extended chain: from 100h, headers of 16 bits id, 4 bits version, 12 bits pointer.
    ///
    /// Source: PCIe 6.0, 7.6.3. An all-zero first header says that there are none; so does an
    /// all-ones one, which is what a bus without extended configuration space answers.
    static func extended(in config: ConfigSpace) -> CapabilityChain {
        guard let header = try? config.reader.u32(0x100, "extended capability") else {
            return CapabilityChain(links: [], end: .unread(next: 0x100))
        }
        guard header != 0, header != .max else {
            return CapabilityChain(links: [], end: .complete)
        }
        return walk(from: 0x100, within: 0x100..<0x1000, noAnswer: 0xffff) { offset in
            guard let header = try? config.reader.u32(offset, "extended capability") else {
                return nil
            }
            return (UInt16(truncatingIfNeeded: header), Int(header >> 20 & 0xffc))
        }
    }

    private static func walk(
        from start: Int, within area: Range<Int>, noAnswer: UInt16,
        link: (Int) -> (id: UInt16, next: Int)?
    ) -> CapabilityChain {
        var links: [Capability] = []
        // Links are at multiples of four: one bit each marks those seen.
        var seen = [Bool](repeating: false, count: area.count / 4)
        var offset = start
        while offset != 0 {
            guard area.contains(offset) else {
                return CapabilityChain(links: links, end: .outside(pointer: offset))
            }
            guard !seen[(offset - area.lowerBound) / 4] else {
                return CapabilityChain(links: links, end: .loop(at: offset))
            }
            seen[(offset - area.lowerBound) / 4] = true
            guard let (id, next) = link(offset) else {
                return CapabilityChain(links: links, end: .unread(next: offset))
            }
            if id == noAnswer { return CapabilityChain(links: links, end: .noAnswer(at: offset)) }
            links.append(Capability(id: id, offset: offset))
            offset = next
        }
        return CapabilityChain(links: links, end: .complete)
    }

    private func hex(_ offset: Int) -> String {
        "0x" + String(offset, radix: 16)
    }
}
