/// One PCI function as a source delivered it: raw bytes and the kernel's words, undecoded.
public struct DeviceSnapshot: Equatable, Sendable {
    /// Where it sits.
    public var address: BusAddress
    /// The ids that the source was told apart from `config`; raw bytes win where both exist.
    public var identity: Identity
    /// The bound driver, nil for none.
    public var driver: String?
    /// The IOMMU group's number, nil for none.
    public var iommuGroup: Int?
    /// What was read of configuration space, 64, 256 or 4096 bytes; nil for nothing.
    public var readConfig: PartialBytes?
    /// The kernel's resources, at most one per index.
    public var resources: [ResourceRecord]
    /// BARs that somebody but the function's driver has reserved; empty also where nobody could
    /// look.
    public var claims: [MemoryClaim] = []
    /// MSI-X as a hand-written snapshot tells it; read only where `config` does not say.
    public var msix: MSIXRecord?
    /// TEE-IO as a hand-written snapshot tells it; read only where `config` does not say.
    public var teeIO: Bool?
    /// What VFIO answered, nil when it was not asked.
    public var vfio: VFIORecord?
    /// What is known of the TDISP interface, nil for nothing.
    public var tdisp: TDISPRecord?
    /// The kernel's TSM attributes, nil where there are none.
    public var tsm: TSMRecord?
    /// What could not be read, and why.
    public var readErrors: [ReadError]

    /// Configuration space; nil when it was not read, or not all of it.
    public var config: [UInt8]? {
        get { readConfig?.whole }
        set { readConfig = newValue.map { PartialBytes($0) } }
    }

    /// A snapshot that so far knows an address and nothing else.
    public init(address: BusAddress) {
        self.address = address
        identity = Identity()
        resources = []
        readErrors = []
    }

    /// Vendor, device, class, revision, each nil when not told.
    public struct Identity: Equatable, Sendable {
        /// Vendor id.
        public var vendor: UInt16?
        /// Device id.
        public var device: UInt16?
        /// Class code, 24 bits: base class, sub-class, programming interface.
        public var classCode: UInt32?
        /// Revision id.
        public var revision: UInt8?

        /// An identity with what is known of it.
        public init(
            vendor: UInt16? = nil, device: UInt16? = nil, classCode: UInt32? = nil,
            revision: UInt8? = nil
        ) {
            self.vendor = vendor
            self.device = device
            self.classCode = classCode
            self.revision = revision
        }

        /// Whether the class is that of a bridge with windows: PCI-to-PCI or CardBus.
        public var isBridge: Bool { classCode.map { [0x0604, 0x0607].contains($0 >> 8) } ?? false }

        /// Takes the ids from a configuration header, raw bytes being the truth where they exist.
        ///
        /// A virtual function's header reads ffff:ffff (PCIe 6.0, 9.3.4.1.1): there the ids that
        /// the kernel told stay.
        public mutating func adopt(header config: [UInt8]) {
            guard config.count >= 64, config[0] & config[1] != 0xff else { return }
            vendor = UInt16(config[0]) | UInt16(config[1]) << 8
            device = UInt16(config[2]) | UInt16(config[3]) << 8
            revision = config[8]
            classCode = UInt32(config[9]) | UInt32(config[10]) << 8 | UInt32(config[11]) << 16
        }
    }
}
