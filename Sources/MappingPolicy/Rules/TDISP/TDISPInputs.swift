import PCIDecoding
public import PCISnapshot
public import TDISP

/// What is known of a device's TDISP interface, and how its report is to be read.
public struct TDISPInputs: Equatable, Sendable {
    /// The DEVICE_INTERFACE_REPORT.
    public enum Report: Equatable, Sendable {
        /// Nobody has one.
        case none
        /// It was read.
        case valid(InterfaceReport)
        /// There are bytes, but no report in them: nothing of the device is mapped.
        case invalid(ReportError)
    }

    /// Where the ranges of a report lie in their BAR.
    public enum Placement: String, CaseIterable, Sendable {
        /// By the reporting offset if that is given; else anywhere that they fit, and only what
        /// every place agrees on is decided.
        case auto
        /// By the reporting offset.
        case known
        /// The reporting offset is a multiple of the BAR's size.
        case barAlign = "bar-align"
        /// The lowest range starts the BAR.
        case relative
    }

    /// What a range's first page is given in.
    public enum Unit: String, CaseIterable, Sendable {
        /// The one that the distances in a BAR allow; else both, and only what both agree on is
        /// decided.
        case auto
        /// A page number.
        case page
        /// A byte address.
        case address
    }

    /// The report.
    public var report: Report
    /// MMIO_REPORTING_OFFSET of LOCK_INTERFACE_REQUEST (PCIe 6.0, 11.3.8), in bytes.
    public var mmioReportingOffset: Int64?
    /// Where the ranges lie.
    public var placement: Placement
    /// What a first page is given in.
    public var unit: Unit
    /// PCI bus addresses by BAR, where a bridge translates; else they are the CPU's.
    public var busAddresses: [Int: UInt64]

    /// Inputs; what is left out is not known.
    public init(
        report: Report, mmioReportingOffset: Int64? = nil, placement: Placement = .auto,
        unit: Unit = .auto, busAddresses: [Int: UInt64] = [:]
    ) {
        self.report = report
        self.mmioReportingOffset = mmioReportingOffset
        self.placement = placement
        self.unit = unit
        self.busAddresses = busAddresses
    }
}

extension TDISPInputs {
    /// What is known of one device: its report and what the snapshot tells of how to read it.
    ///
    /// - Parameters:
    ///   - snapshot: the device.
    ///   - files: a report of whichever form that takes the place of the snapshot's.
    /// - Returns: nil when there is no report; a word that is none here means `auto`.
    public init?(_ snapshot: DeviceSnapshot, files: [[UInt8]] = []) {
        let told = snapshot.tdisp
        let reports = files.isEmpty ? (told?.report).map { [$0] } ?? [] : files
        if reports.isEmpty { return nil }
        self.init(
            report: Report(files: reports), mmioReportingOffset: told?.mmioReportingOffset,
            placement: (told?.placement).flatMap(Placement.init) ?? .auto,
            unit: (told?.unit).flatMap(Unit.init) ?? .auto,
            busAddresses: BARRegisters.busAddresses(snapshot.readConfig?.leading ?? []))
    }
}

extension TDISPInputs.Report {
    /// The report in bytes, or what is wrong with them.
    public init(bytes: [UInt8]) {
        do {
            self = .valid(try InterfaceReport(bytes))
        } catch {
            self = .invalid(error)
        }
    }

    /// The report in files of whichever form, or what is wrong with them.
    public init(files: [[UInt8]]) {
        do {
            self = Self(bytes: try ReportInput(files).bytes)
        } catch {
            self = .invalid(error)
        }
    }
}
