import MappingPolicy
public import Printing
public import TDISP

/// A TDISP interface report for people: every field and bit, the ranges, what is odd.
public struct ReportTable {
    private let style: Style

    /// A renderer with a style.
    public init(style: Style) { self.style = style }

    /// The whole text, lines ended.
    public func render(_ report: InterfaceReport, _ form: ReportInput.Form) -> SafeText {
        var text = style.bold("TDISP interface report") + ", \(words(form))\n"
        text += "  INTERFACE_INFO         \(words(report.info))\n"
        text += "  MSI_X_MESSAGE_CONTROL  \(hex(report.msixMessageControl))\n"
        text += "  LNR_CONTROL            \(hex(report.lnrControl))\n"
        text += "  TPH_CONTROL            \(hex(report.tphControl))\n"
        let info = report.deviceInfo.map { "\($0.count) bytes" } ?? "none"
        text += "  DEVICE_SPECIFIC_INFO   \(info)\n"
        text +=
            "\n" + style.bold("  RANGE  ID     FIRST PAGE          PAGES       ATTRIBUTES") + "\n"
        for range in report.ranges {
            text += "  \("\(range.index)".padded(5))  \("\(range.id)".padded(5))  "
            text += "\(hex(range.firstPage).padded(18))  \("\(range.pages)".padded(10))  "
            text += "\(range.attributes.words)\n"
        }
        if report.ranges.isEmpty { text += "  none\n" }
        text += "\n"
        for scheme in LinuxVerdict.Scheme.allCases {
            let verdict = LinuxVerdict.unbounded(report, scheme).words
            text += "  Linux, \(scheme.rawValue) placement: \(verdict)\n"
        }
        for warning in report.warnings {
            text += "  \(style.paint("warning", .warning))  \(warning)\n"
        }
        return text
    }

    private func words(_ form: ReportInput.Form) -> String {
        switch form {
        case .raw: return "raw"
        case .messages(let count, let interface):
            let segment = interface.segment.map { hex($0) + ":" } ?? ""
            return "\(count) messages of interface \(segment)\(hex(interface.requester))"
        }
    }

    private func words(_ info: InterfaceInfo) -> String {
        let bits = info.words
        return bits.isEmpty ? "no bit set" : bits.joined(separator: ", ")
    }

    private func hex(_ value: some UnsignedInteger) -> String { "0x" + String(value, radix: 16) }
}

extension InterfaceInfo {
    /// The bits that are set, in words.
    var words: [String] {
        [
            (Self.noFirmwareUpdate, "no firmware update while locked"),
            (.dmaWithoutPASID, "DMA without PASID"), (.dmaWithPASID, "DMA with PASID"),
            (.ats, "ATS"), (.prs, "PRS"),
        ].filter { contains($0.0) }.map(\.1)
    }
}

extension RangeAttributes {
    /// TEE or not, and what else is set.
    var words: String {
        let bits: [(RangeAttributes, String)] = [
            (.msixTable, "MSI-X table"), (.msixPBA, "MSI-X PBA"), (.updatable, "updatable"),
        ]
        let set = bits.filter { contains($0.0) }.map(\.1)
        return ([contains(.nonTEE) ? "non-TEE" : "TEE"] + set).joined(separator: ", ")
    }
}

extension LinuxVerdict {
    /// The verdict as far as a report alone allows.
    ///
    /// Every id below 6 is taken for a BAR that is large enough. A device's own BARs are looked at by `recommend`.
    static func unbounded(_ report: InterfaceReport, _ scheme: Scheme) -> LinuxVerdict {
        let bars = (0..<6).map { BAR(index: $0, isMemory: true, size: 1 << 63) }
        return LinuxVerdict(report, bars: bars, scheme: scheme)
    }

    /// Accept, or why not.
    var words: String {
        switch self {
        case .accept: "accepts it, if the BARs are large enough"
        case .reject(let reason, let range):
            "rejects it, \(range.map { "range \($0): " } ?? "")\(reason.text)"
        }
    }
}
