public import PCISnapshot

/// A decoded function: values, and for each that is not known the reason.
public struct Device: Equatable, Sendable {
    /// Where it sits.
    public let address: BusAddress
    /// Vendor, device, class, revision; raw bytes win over what the kernel told.
    public let identity: DeviceSnapshot.Identity
    /// The bound driver, nil for none.
    public let driver: String?
    /// The IOMMU group's number, nil for none.
    public let iommuGroup: Int?
    /// What kind of header it has.
    public let headerType: HeaderType
    /// The BARs, ascending by index; empty slots and upper halves are left out.
    public let bars: [BAR]
    /// BARs that somebody but the function's driver has reserved.
    public let claims: [MemoryClaim]
    /// MSI-X.
    public let msix: Fact<MSIXCapability>
    /// PCI Express.
    public let express: Fact<ExpressCapability>
    /// TEE-IO in the Device Capabilities.
    public let teeIO: Fact<Bool>
    /// SR-IOV, on physical functions.
    public let sriov: Fact<SRIOVCapability>
    /// The BARs of each virtual function, on physical functions.
    public let virtualFunctionBARs: [VirtualFunctionBAR]
    /// Resizable BARs.
    public let resizableBARs: Fact<ResizableBARCapability>
    /// Enhanced Allocation.
    public let enhancedAllocation: Fact<EnhancedAllocation>
    /// Integrity and Data Encryption.
    public let ide: Fact<IDECapability>
    /// How many Data Object Exchange mailboxes there are.
    public let doeMailboxes: Fact<Int>
    /// The kernel's TSM attributes, nil where there are none.
    public let tsm: TSMRecord?
    /// What VFIO answered for each region that it was asked about.
    public let regions: [RegionAnswer]
    /// MSI-X vectors by VFIO's own count, 0 for none; nil when it was not asked.
    public let msixVectors: Int?
    /// What the source could not read, and what the bytes hold that they should not.
    public let problems: [DeviceProblem]
}

/// Something about one device that a person should know before trusting an answer.
public enum DeviceProblem: Equatable, Sendable, CustomStringConvertible {
    /// The source could not read a part.
    case unread(ReadError)
    /// Configuration space has no vendor id: these bytes are nobody's.
    case header
    /// A capability chain is broken; the text says where.
    case chain(String)
    /// A capability is there, but its bytes do not hold it.
    case capability(String, DecodeError)
    /// A capability is there more than once, and a function has it once.
    case repeated(String)
    /// There was no configuration space and no word on MSI-X: taken as a function without it.
    case msixAssumedAbsent
    /// A BAR sits in the upper half of the 64-bit BAR before it, or is one at slot 5.
    case upperHalfClaimed(bar: Int)
    /// A resource names both kinds of addresses, or neither.
    case kindUnclear(bar: Int)

    /// One line for a person.
    public var description: String {
        switch self {
        case .unread(let fault): fault.text
        case .header: "configuration space has no vendor id"
        case .chain(let text): text
        case .capability(let name, let error): "\(name) capability: \(error)"
        case .repeated(let name): "\(name) capability: there is more than one"
        case .msixAssumedAbsent:
            "no configuration space and no word on MSI-X: taken as a function without it"
        case .upperHalfClaimed(let bar):
            "a 64-bit BAR needs the slot after it to itself, BAR \(bar) is in the way or has none"
        case .kindUnclear(let bar): "BAR \(bar) is neither memory nor I/O ports"
        }
    }

    /// Whether only information was lost, and nothing contradicts.
    public var isAssumption: Bool { self == .msixAssumedAbsent }
}
