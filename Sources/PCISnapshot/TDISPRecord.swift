/// What a snapshot knows of a device's TDISP interface: the report's bytes and how to read them.
public struct TDISPRecord: Equatable, Sendable {
    /// A DEVICE_INTERFACE_REPORT, raw or as the messages that it came in; nil for none.
    public var report: [UInt8]?
    /// MMIO_REPORTING_OFFSET in bytes, nil when not known.
    public var mmioReportingOffset: Int64?
    /// Where the ranges lie: `auto`, `known`, `bar-align`, `relative`; nil for auto.
    public var placement: String?
    /// What a first page is given in: `auto`, `page`, `address`; nil for auto.
    public var unit: String?

    /// A record, memberwise.
    public init(
        report: [UInt8]? = nil, mmioReportingOffset: Int64? = nil, placement: String? = nil,
        unit: String? = nil
    ) {
        self.report = report
        self.mmioReportingOffset = mmioReportingOffset
        self.placement = placement
        self.unit = unit
    }
}

/// The kernel's `tsm/` attributes of a function, as they read.
///
/// Source: Documentation/ABI/testing/sysfs-bus-pci (Linux 6.19); `bound` and `dsm` are not in a
/// release yet. They exist only where a TSM driver is loaded.
public struct TSMRecord: Equatable, Sendable {
    /// The TSM that the function is connected to, `not connected` otherwise.
    public var connect: String?
    /// The TSM that the function is bound to as a TDI.
    public var bound: String?
    /// The function that is the device security manager.
    public var dsm: String?

    /// A record with these values; nil for an attribute that does not exist.
    public init(connect: String? = nil, bound: String? = nil, dsm: String? = nil) {
        self.connect = connect
        self.bound = bound
        self.dsm = dsm
    }
}
