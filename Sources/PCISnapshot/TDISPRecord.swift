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
