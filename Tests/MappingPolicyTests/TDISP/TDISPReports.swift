import MappingPolicy
import TDISP

/// Reports for tests, in words.
enum TestReport {
    static let table: UInt32 = 1
    static let pba: UInt32 = 2
    static let nonTEE: UInt32 = 4
    static let updatable: UInt32 = 8

    typealias Range = (first: UInt64, pages: UInt32, attributes: UInt32, id: UInt32)

    /// The bytes of a report.
    static func bytes(_ ranges: [Range], control: UInt16 = 0, tph: UInt32 = 0) -> [UInt8] {
        var bytes: [UInt8] = []
        func add(_ value: UInt64, _ count: Int) {
            for shift in 0..<count { bytes.append(UInt8(value >> (8 * UInt64(shift)) & 0xff)) }
        }
        add(2, 4)
        add(UInt64(control), 4)
        add(UInt64(tph), 4)
        add(UInt64(ranges.count), 4)
        for range in ranges {
            add(range.first, 8)
            add(UInt64(range.pages), 4)
            add(UInt64(range.id << 16 | range.attributes), 4)
        }
        add(0, 4)
        return bytes
    }

    /// Inputs with a report of these ranges.
    static func inputs(
        _ ranges: [Range], control: UInt16 = 0, tph: UInt32 = 0, offset: Int64? = nil,
        placement: TDISPInputs.Placement = .auto, unit: TDISPInputs.Unit = .auto
    ) -> TDISPInputs {
        TDISPInputs(
            report: .init(bytes: bytes(ranges, control: control, tph: tph)),
            mmioReportingOffset: offset, placement: placement, unit: unit)
    }
}
