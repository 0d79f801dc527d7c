import Foundation
import MappingPolicy
import PCISnapshot
import Testing

/// One worked example of Fixtures/tdisp-examples.json, in that file's names.
struct TDISPExample: Decodable, Sendable, CustomTestStringConvertible {
    struct BAR: Decodable, Sendable {
        let kind: String
        let size: UInt64
        let base: String
        let mmap: Bool
        let sparse: [[UInt64]]?
    }

    struct MSIX: Decodable, Sendable {
        let tableBir: Int
        let tableOffset: UInt64
        let entries: Int
        let pbaBir: Int
        let pbaOffset: UInt64
    }

    struct Options: Decodable, Sendable {
        let offset: String?
        let scheme: String?
        let unit: String?
        let pba: String?
    }

    struct Expected: Decodable, Sendable {
        let runs: [[String]]
        let mmap: [[String]]
    }

    let name: String
    let report: String
    let bars: [BAR]
    let msix: MSIX?
    let host: UInt64
    let options: Options
    let warnings: [String]?
    let error: String?
    let result: [String: Expected]?

    var testDescription: String { name }

    /// All examples; the fixture lies beside this file.
    static func all() throws -> [TDISPExample] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
            .appending(path: "Fixtures/tdisp-examples.json")
        return try JSONDecoder().decode([TDISPExample].self, from: Data(contentsOf: file))
    }

    /// The example's plan, made by the whole planner.
    func plan() throws -> DevicePlan {
        var device = try TestDevice()
        for (index, bar) in bars.enumerated() where bar.size > 0 {
            let isUpper = index + 1 < bars.count && bars[index + 1].kind == "upper"
            var flags: ResourceFlags = bar.kind == "io" ? .io : .memory
            if isUpper { flags.insert(.memory64) }
            try device.addBAR(
                index, start: Hex.parse(bar.base) ?? 0, size: bar.size, flags: flags)
            guard !bar.mmap || bar.sparse != nil else { continue }
            let areas = bar.sparse?.map { (offset: $0[0], size: $0[1]) }
            device.setRegion(index, size: bar.size, mappable: bar.mmap, sparse: areas)
        }
        if let msix {
            device.setMSIX(
                entries: msix.entries, table: (msix.tableBir, msix.tableOffset),
                pba: (msix.pbaBir, msix.pbaOffset))
        }
        let schemes = ["rel": "relative", "align": "bar-align"]
        let placement = options.scheme.flatMap { scheme in
            TDISPInputs.Placement(rawValue: schemes[scheme] ?? scheme)
        }
        let inputs = TDISPInputs(
            report: .init(bytes: Hex.bytes(report) ?? []),
            mmioReportingOffset: options.offset.flatMap { Int64($0) },
            placement: placement ?? .auto,
            unit: options.unit.flatMap(TDISPInputs.Unit.init) ?? .auto)
        return device.plan(
            page: PageSize(host) ?? .size4K, pba: options.pba == "map" ? .direct : .trap,
            tdisp: inputs)
    }

    /// What our names say about a byte that an example gives a class and a reason.
    func verdict(_ theirs: String, _ reason: String, bar: Int, at offset: UInt64) -> String {
        switch (theirs, reason) {
        case ("shareable-mmap", _): return "direct tdisp.non-tee"
        case ("shareable-trap", "vfio-no-mmap"): return "reflect region.no-mmap"
        case ("shareable-trap", "vfio-not-in-sparse-area"):
            return "reflect region.outside-sparse-area"
        case ("shareable-trap", "bar-smaller-than-host-page"):
            return "reflect bar.sub-page-unaligned"
        case ("shareable-trap", _): return emulated(bar, offset) ?? "reflect page.shared"
        case ("undetermined", _): return "unknown tdisp." + reason
        case ("uncovered", _): return "unknown tdisp.no-range"
        default: return "\(theirs) tdisp.\(reason)"
        }
    }

    private func emulated(_ bar: Int, _ offset: UInt64) -> String? {
        guard let msix else { return nil }
        let tableEnd = msix.tableOffset + 16 * UInt64(msix.entries)
        let pbaEnd = msix.pbaOffset + 8 * UInt64((msix.entries + 63) / 64)
        if bar == msix.tableBir, (msix.tableOffset..<tableEnd).contains(offset) {
            return "emulate msix.table"
        }
        if bar == msix.pbaBir, (msix.pbaOffset..<pbaEnd).contains(offset), options.pba != "map" {
            return "emulate msix.pba"
        }
        return nil
    }
}
