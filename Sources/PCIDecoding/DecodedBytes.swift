public import PCISnapshot

/// Which bytes of configuration space mean something to a decoder: all that a plan rests on.
///
/// The header but for the subsystem's ids, the links of both chains, and the capabilities that
/// are decoded. Serial numbers, VPD, vendor-specific and unknown registers are not among them.
public struct DecodedBytes: Equatable, Sendable {
    /// Ranges of offsets, in no order; they may overlap and reach beyond the bytes that there are.
    public private(set) var ranges: [Range<Int>]
    /// Runs of dwords of these bytes that are there and were not read; empty when all are.
    ///
    /// Not all at once: where a chain or a capability goes on is known when its start is.
    public private(set) var unread: [Range<Int>] = []

    /// Subsystem vendor and device id of an ordinary header, which name the board or machine.
    private static let subsystem = 0x2c..<0x30

    /// The bytes of this configuration space.
    public init(_ config: PartialBytes) {
        let space = ConfigSpace(config)
        ranges = [0..<0x40]
        if space.headerType != .bridge {
            ranges = [0..<Self.subsystem.lowerBound, Self.subsystem.upperBound..<0x40]
        }
        unread = config.unread(in: 0..<0x40)
        // Nothing else is known before the header is, and without a vendor nothing follows it.
        guard unread.isEmpty, !space.isBlank else { return }
        let standard = CapabilityChain.standard(in: space)
        add(standard, linkSize: 2, config)
        for link in standard.links { addStandard(link, space, config) }
        // Whether there are extended capabilities at all is told by the first header.
        need(0x100..<0x104, config)
        let extended = CapabilityChain.extended(in: space)
        add(extended, linkSize: 4, config)
        for link in extended.links { addExtended(link, space, config) }
    }

    private mutating func add(_ chain: CapabilityChain, linkSize: Int, _ config: PartialBytes) {
        for link in chain.links { need(link.offset..<link.offset + linkSize, config) }
        switch chain.end {
        // A link of all ones ends the walk: without it the chain would look whole.
        case .noAnswer(let offset), .unread(let offset):
            need(offset..<offset + linkSize, config)
        case .complete, .loop, .outside: break
        }
    }

    private mutating func addStandard(
        _ link: Capability, _ space: ConfigSpace, _ config: PartialBytes
    ) {
        let offset = link.offset
        switch link.id {
        case MSIXCapability.id:
            need(offset..<min(offset + MSIXCapability.bytesRead, 0x100), config)
        case ExpressCapability.id:
            need(offset..<min(offset + ExpressCapability.bytesRead, 0x100), config)
        case EnhancedAllocation.id:
            add(offset..<0x100, config) { () throws(DecodeError) in
                try EnhancedAllocation(
                    space.standardReader, at: offset, headerType: space.headerType
                ).bytesRead
            }
        default: break
        }
    }

    private mutating func addExtended(
        _ link: Capability, _ space: ConfigSpace, _ config: PartialBytes
    ) {
        let offset = link.offset
        switch link.id {
        case SRIOVCapability.id: need(offset..<offset + SRIOVCapability.bytesRead, config)
        case IDECapability.id: need(offset..<offset + IDECapability.bytesRead, config)
        case ResizableBARCapability.id:
            add(offset..<0x1000, config) { () throws(DecodeError) in
                try ResizableBARCapability(space.reader, at: offset).bytesRead
            }
        default: break
        }
    }

    /// A capability that says itself how long it is.
    ///
    /// - Parameters:
    ///   - room: from its id to the end of where it may be.
    ///   - size: decodes it, for its size.
    private mutating func add(
        _ room: Range<Int>, _ config: PartialBytes, _ size: () throws(DecodeError) -> Int
    ) {
        do {
            ranges.append(room.lowerBound..<room.lowerBound + (try size()))
        } catch .notRead(_, let offset, let needed) {
            need(offset..<offset + needed, config)
        } catch {
            // One that runs over the end has to do so afterwards.
            ranges.append(room)
        }
    }

    private mutating func need(_ range: Range<Int>, _ config: PartialBytes) {
        ranges.append(range)
        unread += config.unread(in: range)
    }
}
