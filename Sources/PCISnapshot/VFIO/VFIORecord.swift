/// What VFIO answered about one device, as bytes.
public struct VFIORecord: Equatable, Sendable {
    /// The interface that was used: `cdev` or `group`.
    public var backend: String?
    /// The answers to VFIO_DEVICE_GET_REGION_INFO, one per region asked.
    public var regions: [Region]
    /// The answers to VFIO_DEVICE_GET_IRQ_INFO.
    public var irqs: [IRQ]
    /// Which features VFIO_DEVICE_FEATURE said are there.
    public var features: [Feature]

    /// A record, memberwise.
    public init(
        backend: String? = nil, regions: [Region], irqs: [IRQ] = [], features: [Feature] = []
    ) {
        self.backend = backend
        self.regions = regions
        self.irqs = irqs
        self.features = features
    }

    /// One region's answer.
    public struct Region: Equatable, Sendable {
        /// More bytes than any driver's answer has: room for a thousand sparse areas.
        public static let largestInfo = 1 << 14

        /// The region index that was asked for: 0-5 BARs, 6 ROM, 7 configuration, 8 VGA.
        public var index: Int
        /// `struct vfio_region_info` and its capability chain, whole.
        public var info: [UInt8]

        /// The region's size as the bytes tell it, whatever else is wrong with them; nil where
        /// they end before it.
        var toldSize: UInt64? { RegionInfo.size(info) }

        /// An answer, memberwise.
        public init(index: Int, info: [UInt8]) {
            self.index = index
            self.info = info
        }
    }

    /// One interrupt index' answer.
    public struct IRQ: Equatable, Sendable {
        /// The interrupt index: 0 INTx, 1 MSI, 2 MSI-X, 3 error, 4 request.
        public var index: Int
        /// Vectors.
        public var count: Int
        /// VFIO_IRQ_INFO flags.
        public var flags: UInt64

        /// An answer, memberwise.
        public init(index: Int, count: Int, flags: UInt64) {
            self.index = index
            self.count = count
            self.flags = flags
        }
    }

    /// The answer about one feature.
    public struct Feature: Equatable, Sendable {
        /// VFIO_DEVICE_FEATURE's number of it.
        public var index: Int
        /// Whether it is there.
        public var supported: Bool

        /// An answer, memberwise.
        public init(index: Int, supported: Bool) {
            self.index = index
            self.supported = supported
        }
    }
}
