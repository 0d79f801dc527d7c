/// Which bytes of configuration space mean something to a decoder: all that a plan rests on.
///
/// The header but for the subsystem's ids, the links of both chains, and the capabilities that
/// are decoded. Serial numbers, VPD, vendor-specific and unknown registers are not among them.
public struct DecodedBytes: Equatable, Sendable {
    /// Ranges of offsets, in no order; they may overlap and reach beyond the bytes that there are.
    public let ranges: [Range<Int>]

    /// Subsystem vendor and device id of an ordinary header, which name the board or machine.
    private static let subsystem = 0x2c..<0x30

    /// The bytes of this configuration space.
    public init(_ config: [UInt8]) {
        let space = ConfigSpace(config)
        var ranges = [0..<0x40]
        if space.headerType != .bridge {
            ranges = [0..<Self.subsystem.lowerBound, Self.subsystem.upperBound..<0x40]
        }
        ranges += Self.ranges(.standard(in: space), linkSize: 2) { link in
            Self.standardSize(link, space)
        }
        ranges += Self.ranges(.extended(in: space), linkSize: 4) { link in
            Self.extendedSize(link, space)
        }
        // Whether there are extended capabilities at all is told by the first header.
        self.ranges = ranges + [0x100..<0x104]
    }

    private static func ranges(
        _ chain: CapabilityChain, linkSize: Int, size: (Capability) -> Int
    ) -> [Range<Int>] {
        var ranges = chain.links.map { $0.offset..<$0.offset + max(size($0), linkSize) }
        // A link of all ones ends the walk: without it the chain would look whole.
        if case .noAnswer(let offset) = chain.end { ranges.append(offset..<offset + linkSize) }
        return ranges
    }

    private static func standardSize(_ link: Capability, _ space: ConfigSpace) -> Int {
        switch link.id {
        case MSIXCapability.id: MSIXCapability.bytesRead
        case ExpressCapability.id: ExpressCapability.bytesRead
        case EnhancedAllocation.id:
            // One that runs over the end has to do so afterwards.
            (try? EnhancedAllocation(
                space.reader, at: link.offset, headerType: space.headerType))?.bytesRead
                ?? 0x100 - link.offset
        default: 0
        }
    }

    private static func extendedSize(_ link: Capability, _ space: ConfigSpace) -> Int {
        switch link.id {
        case SRIOVCapability.id: SRIOVCapability.bytesRead
        case IDECapability.id: IDECapability.bytesRead
        case ResizableBARCapability.id:
            (try? ResizableBARCapability(space.reader, at: link.offset))?.bytesRead
                ?? 0x1000 - link.offset
        default: 0
        }
    }
}
