/// One line of the kernel's `resource` file: a BAR, the ROM, or an SR-IOV BAR.
///
/// Source: `resource_show()` in drivers/pci/pci-sysfs.c.
public struct ResourceRecord: Equatable, Sendable {
    /// The line: 0-5 BARs, 6 ROM, 7-12 SR-IOV BARs (their size is that of all VFs together).
    public var index: Int
    /// First address, as the CPU sees it.
    public var start: UInt64
    /// Bytes, at most 2^63; 0 when the line is empty.
    public var size: UInt64
    /// What kind of addresses these are.
    public var flags: ResourceFlags

    /// A record as read; nil when the index is beyond 16, or the range beyond the address space.
    public init?(index: Int, start: UInt64, size: UInt64, flags: ResourceFlags) {
        guard (0...16).contains(index), size <= 1 << 63,
            size == 0 || !start.addingReportingOverflow(size - 1).overflow
        else { return nil }
        self.index = index
        self.start = start
        self.size = size
        self.flags = flags
    }
}

/// The kernel's IORESOURCE bits that matter here (include/linux/ioport.h).
public struct ResourceFlags: OptionSet, Equatable, Sendable {
    /// The bits, all of them, known or not.
    public let rawValue: UInt64

    /// Flags with exactly these bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// IORESOURCE_IO: port addresses.
    public static let io = Self(rawValue: 0x100)
    /// IORESOURCE_MEM: memory addresses.
    public static let memory = Self(rawValue: 0x200)
    /// IORESOURCE_PREFETCH.
    public static let prefetchable = Self(rawValue: 0x2000)
    /// IORESOURCE_MEM_64: the next BAR slot holds the upper half.
    public static let memory64 = Self(rawValue: 0x10_0000)
    /// IORESOURCE_UNSET: a size, but no address assigned.
    public static let unset = Self(rawValue: 0x2000_0000)
}
