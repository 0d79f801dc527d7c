public import PCISnapshot

/// One BAR: its kind, place and size, as the kernel's resource list tells them.
public struct BAR: Equatable, Sendable {
    /// The kind of addresses.
    public enum Kind: String, Sendable {
        /// Port addresses.
        case io
        /// Memory, 32-bit register.
        case mem32
        /// Memory, 64-bit register: the next slot is its upper half.
        case mem64
    }

    /// The slot, 0 to 5.
    public let index: Int
    /// The kind of addresses.
    public let kind: Kind
    /// Reads have no side effects, says the device.
    public let prefetchable: Bool
    /// First address, as the CPU sees it.
    public let start: UInt64
    /// Bytes, never 0.
    public let size: UInt64
    /// False when the kernel could not give it an address.
    public let assigned: Bool

    /// The BAR in a resource; nil for an empty one, and for one that is neither kind.
    public init?(_ resource: ResourceRecord) {
        guard resource.size > 0 else { return nil }
        let flags = resource.flags
        switch (flags.contains(.memory), flags.contains(.io)) {
        case (true, false): kind = flags.contains(.memory64) ? .mem64 : .mem32
        case (false, true): kind = .io
        default: return nil
        }
        index = resource.index
        prefetchable = flags.contains(.prefetchable)
        start = resource.start
        size = resource.size
        assigned = !flags.contains(.unset)
    }

    /// A BAR with these values, for regions that only VFIO knows.
    public init(
        index: Int, kind: Kind, prefetchable: Bool, start: UInt64, size: UInt64, assigned: Bool
    ) {
        self.index = index
        self.kind = kind
        self.prefetchable = prefetchable
        self.start = start
        self.size = size
        self.assigned = assigned
    }

    /// Whether it holds memory.
    public var isMemory: Bool { kind != .io }
}
