/// The kernel's `/proc/iomem`: who has reserved which addresses, as a tree by indentation.
///
/// Source: `r_show()` in kernel/resource.c. Without privileges all addresses are zeros: then
/// nobody is found.
public struct MemoryMap: Equatable, Sendable {
    fileprivate struct Entry: Equatable {
        let range: ClosedRange<UInt64>
        let depth: Int
        let name: String
    }

    private let entries: [Entry]

    /// The entries of a text; lines that are none are left out.
    public init(_ text: String) {
        entries = text.split(separator: "\n").compactMap { line in
            let depth = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
            let parts = line.dropFirst(depth).split(separator: " ", maxSplits: 2)
            guard parts.count == 3, parts[1] == ":" else { return nil }
            let ends = parts[0].fields("-").map { UInt64($0, radix: 16) }
            guard ends.count == 2, let start = ends[0], let end = ends[1], start <= end, end > 0
            else { return nil }
            return Entry(range: start...end, depth: depth, name: String(parts[2]))
        }
    }

    /// Who but the function and its driver has a BAR's addresses, or a part of them; each once.
    ///
    /// What lies inside the BAR is its driver's while a driver of the host is bound, and goes with
    /// it; but for what no PCI driver is called. VFIO's own reservations are no obstacle to it. A
    /// bridge's window around the BAR, and all around that, is nobody's reservation.
    ///
    /// - Parameters:
    ///   - start: the BAR's first address; nobody holds one at 0, which has no address.
    ///   - count: its bytes, inside the 64-bit address space.
    ///   - owner: the function, which its own entries are named for.
    ///   - isDriven: whether a driver of the host is bound to it.
    public func holders(
        ofMemory start: UInt64, count: UInt64, owner: BusAddress, isDriven: Bool
    ) -> [String] {
        guard start > 0, count > 0 else { return [] }
        let (end, overflow) = start.addingReportingOverflow(count - 1)
        guard !overflow else { return [] }
        let wanted = start...end
        let met = entries.filter { $0.range.overlaps(wanted) }
        let window = met.last(where: { $0.isBusWindow && $0.contains(wanted) })?.depth ?? -1
        var names: [String] = []
        for entry in met where entry.depth > window && !names.contains(entry.name) {
            if entry.isBusWindow || entry.name.hasPrefix("vfio") { continue }
            // Another function's addresses are another rule's matter.
            if BusAddress(entry.name) != nil { continue }
            let isInside =
                wanted.contains(entry.range.lowerBound)
                && wanted.contains(entry.range.upperBound)
            let holder = MemoryHolder(entry.name)
            if holder.isFirmware || holder.isFramebuffer || isInside && !isDriven {
                names.append(entry.name)
            }
        }
        return names
    }
}

extension MemoryMap.Entry {
    fileprivate var isBusWindow: Bool { name.hasPrefix("PCI Bus ") }

    fileprivate func contains(_ other: ClosedRange<UInt64>) -> Bool {
        range.lowerBound <= other.lowerBound && other.upperBound <= range.upperBound
    }
}

/// What the name of a reservation tells of who made it.
public struct MemoryHolder: Equatable, Sendable {
    /// The name in `/proc/iomem`.
    public let name: String

    /// A holder of this name.
    public init(_ name: String) { self.name = name }

    private static let framebuffers: Set<String> = [
        "BOOTFB", "efifb", "vesafb", "simplefb", "simple-framebuffer", "simpledrm",
    ]
    private static let firmware: Set<String> = [
        "Reserved", "reserved", "Soft Reserved", "Unknown E820 type", "System RAM", "System ROM",
        "ACPI Tables", "ACPI Non-volatile Storage", "Persistent Memory", "APEI ERST", "APEI EINJ",
    ]

    /// Whether the boot's framebuffer has it, on which a driver of the display sits.
    public var isFramebuffer: Bool { Self.framebuffers.contains(name) }

    /// Whether the firmware's tables gave it away, whatever PCI driver is bound.
    public var isFirmware: Bool { Self.firmware.contains(name) }
}

/// A BAR that somebody but the function's driver has reserved, as a snapshot keeps it.
public struct MemoryClaim: Equatable, Sendable {
    /// The BAR, 0 to 5.
    public var bar: Int
    /// Who has it, by its name in `/proc/iomem`.
    public var holder: String

    /// A claim, memberwise.
    public init(bar: Int, holder: String) {
        self.bar = bar
        self.holder = holder
    }
}
