import ArgumentParser
import HostAccess
import MappingPolicy
import PCIDecoding
import PCISnapshot
import Printing
import TDISP

/// What a person knows of a device's TDISP interface.
struct TDISPOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            A DEVICE_INTERFACE_REPORT of the device: raw, or the messages that it came in; binary \
            or hexadecimal text. Several files when the messages are in several.
            """, valueName: "file"))
    var tdispReport: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("MMIO_REPORTING_OFFSET, signed, as -0x10000000.", valueName: "bytes"),
        transform: Self.offset)
    var mmioReportingOffset: Int64?

    @Option(
        help: ArgumentHelp(
            "Where ranges lie in their BAR: auto, known, bar-align, relative.", valueName: "scheme")
    )
    var tdispPlacement: TDISPInputs.Placement?

    @Option(
        help: ArgumentHelp(
            "What a range's first page is given in: auto, page, address.", valueName: "unit"))
    var tdispUnit: TDISPInputs.Unit?

    @Flag(
        help:
            "Plan for a confidential VM: without a report, nothing of a device with TEE-IO is mapped."
    )
    var confidential = false

    /// Whether something is told of how a report is to be read.
    private var tellsHow: Bool {
        mmioReportingOffset != nil || tdispPlacement != nil || tdispUnit != nil
    }

    /// Refuses options that would have no effect.
    func check(_ inputs: [TDISPInputs?]) throws(ExitError) {
        let known = inputs.compactMap { $0 }
        if tellsHow, known.isEmpty {
            throw ExitError(
                ExitError.usage, "options about a TDISP report, but there is no report")
        }
        if known.contains(where: { $0.placement == .known && $0.mmioReportingOffset == nil }),
            tdispPlacement == .known
        {
            throw ExitError(
                ExitError.usage, "--tdisp-placement known requires --mmio-reporting-offset")
        }
    }

    private static func offset(_ text: String) throws -> Int64 {
        guard let value = Hex.parseSigned(text) ?? Int64(text) else {
            throw ValidationError("invalid offset '\(text)': expected a signed 64-bit number")
        }
        return value
    }

    /// A report's 65,535 bytes as messages and as generous hexadecimal text are less.
    private static let largestReport = 1 << 20

    /// The bytes of files with a report.
    static func read(_ paths: [String]) throws(ExitError) -> [[UInt8]] {
        try paths.map { (path) throws(ExitError) in
            do throws(SystemFailure) {
                return try Files.read(path, upTo: largestReport)
            } catch {
                throw ExitError(reading: error, upTo: largestReport)
            }
        }
    }

    /// The files' bytes, read once.
    func read() throws(ExitError) -> [[UInt8]] {
        try Self.read(tdispReport)
    }

    /// What is known of one device: the options where they say something, else its snapshot.
    ///
    /// - Parameters:
    ///   - snapshot: the device.
    ///   - files: what `read` gave.
    /// - Returns: nil when nothing is known.
    func inputs(_ snapshot: DeviceSnapshot, _ files: [[UInt8]]) -> TDISPInputs? {
        var inputs = TDISPInputs(snapshot, files: files)
        if let mmioReportingOffset { inputs?.mmioReportingOffset = mmioReportingOffset }
        if let tdispPlacement { inputs?.placement = tdispPlacement }
        if let tdispUnit { inputs?.unit = tdispUnit }
        return inputs
    }
}
