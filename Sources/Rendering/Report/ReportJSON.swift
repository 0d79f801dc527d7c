import PCISnapshot
public import TDISP

/// A TDISP interface report as JSON, schema `vfio-probe/tdisp-report/1`.
public struct ReportJSON {
    private static let document = JSONDocument(schema: "vfio-probe/tdisp-report/1")

    /// A renderer.
    public init() {}

    /// The whole document.
    public func render(_ report: InterfaceReport, _ form: ReportInput.Form) -> [UInt8] {
        Self.document.whole { json in
            switch form {
            case .raw: json.string("form", "raw")
            case .messages(let count, let interface):
                json.string("form", "messages")
                json.integer("messages", count)
                json.string("interface", Hex.dump(interface.bytes))
            }
            json.object("interfaceInfo") { $0.info(report.info) }
            json.hex("msixMessageControl", UInt64(report.msixMessageControl))
            json.hex("lnrControl", UInt64(report.lnrControl))
            json.hex("tphControl", UInt64(report.tphControl))
            json.list("ranges") { json in
                for range in report.ranges { json.object { $0.range(range) } }
            }
            json.string("deviceSpecificInfo", report.deviceInfo.map(Hex.dump))
            json.object("linux") { json in
                for scheme in LinuxVerdict.Scheme.allCases {
                    json.object(scheme.rawValue) { $0.verdict(.unbounded(report, scheme)) }
                }
            }
            json.list("warnings") { json in
                for warning in report.warnings { json.object { $0.warning(warning) } }
            }
        }
    }
}

extension ReportJSON {
    /// The document for files that hold no report: what is wrong, and what Linux would say.
    public func render(_ error: ReportError) -> [UInt8] {
        Self.document.whole { json in
            json.object("error") { json in
                json.string("name", error.name.rawValue)
                json.hex("offset", UInt64(error.offset))
                json.string("expected", error.expected)
                json.string("found", error.found)
            }
            if let verdict = LinuxVerdict(error) { json.object("linux") { $0.verdict(verdict) } }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func info(_ info: InterfaceInfo) {
        bool("noFirmwareUpdate", info.contains(.noFirmwareUpdate))
        bool("dmaWithoutPASID", info.contains(.dmaWithoutPASID))
        bool("dmaWithPASID", info.contains(.dmaWithPASID))
        bool("ats", info.contains(.ats))
        bool("prs", info.contains(.prs))
    }

    fileprivate mutating func range(_ range: MMIORange) {
        integer("id", Int(range.id))
        hex("firstPage", range.firstPage)
        integer("pages", Int(range.pages))
        bool("msixTable", range.attributes.contains(.msixTable))
        bool("msixPBA", range.attributes.contains(.msixPBA))
        bool("nonTEE", range.attributes.contains(.nonTEE))
        bool("updatable", range.attributes.contains(.updatable))
    }

    fileprivate mutating func verdict(_ verdict: LinuxVerdict) {
        switch verdict {
        case .accept: bool("accepts", true)
        case .reject(let reason, let range):
            bool("accepts", false)
            string("reason", reason.rawValue)
            integer("range", range)
        }
    }

    fileprivate mutating func warning(_ warning: ReportWarning) {
        string("name", warning.name.rawValue)
        integer("range", warning.range)
        hex("offset", UInt64(warning.offset))
        string("text", warning.description)
    }
}
