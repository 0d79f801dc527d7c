import TDISP
import Testing

@Suite("TDISP: the parser of an interface report")
struct InterfaceReportTests {
    @Test("Every field and bit of a whole report")
    func fields() throws {
        let bytes =
            Bytes.header(info: 0x1f, control: 0x801f, tph: 0x103, count: 2)
            + Bytes.range(0x8000_0000, 1, 0)
            + Bytes.range(0xffff_ffff_ffff_f000, 0xffff_ffff, 0xf, id: 0xffff)
            + Bytes.u32(3) + [1, 2, 3]
        let report = try InterfaceReport(bytes)
        #expect(report.info == [.noFirmwareUpdate, .dmaWithoutPASID, .dmaWithPASID, .ats, .prs])
        #expect(report.msixMessageControl == 0x801f)
        #expect(report.lnrControl == 0)
        #expect(report.tphControl == 0x103)
        #expect(report.deviceInfo == [1, 2, 3])
        #expect(report.warnings.isEmpty)
        #expect(
            report.ranges == [
                MMIORange(index: 0, firstPage: 0x8000_0000, pages: 1, attributes: [], id: 0),
                MMIORange(
                    index: 1, firstPage: 0xffff_ffff_ffff_f000, pages: 0xffff_ffff,
                    attributes: [.msixTable, .msixPBA, .nonTEE, .updatable], id: 0xffff),
            ])
    }

    @Test("a report shorter than its header", arguments: [0, 1, 12, 15])
    func truncatedHeader(count: Int) throws {
        let bytes = Array(Bytes.report([]).prefix(count))
        let error = #expect(throws: ReportError.self) { try InterfaceReport(bytes) }
        #expect(error?.name == .truncatedHeader)
        #expect(error?.offset == count)
    }

    @Test("fewer ranges than promised", arguments: [2, 0x1000_0000, 0xffff_ffff] as [UInt32])
    func truncatedRanges(count: UInt32) throws {
        // 0x1000_0000 ranges of 16 bytes are 2^32 bytes: 0 where a product overflows.
        let bytes = Bytes.header(count: count) + Bytes.range(0, 1, 0) + Bytes.u32(0)
        let error = #expect(throws: ReportError.self) { try InterfaceReport(bytes) }
        #expect(error?.name == .truncatedRanges)
        #expect(error?.offset == 16)
        #expect(error?.expected == "\(count) ranges of 16 bytes")
    }

    @Test(
        "what is odd about the footer",
        arguments: [
            ([], .noDeviceInfoFooter, 0, nil),
            ([1], .truncatedFooter, 1, nil),
            ([1, 0, 0], .truncatedFooter, 3, nil),
            ([2, 0, 0, 0, 7], .truncatedDeviceInfo, 1, [7]),
            ([0xff, 0xff, 0xff, 0xff, 7], .truncatedDeviceInfo, 1, [7]),
            ([1, 0, 0, 0, 7, 8, 9], .trailingBytes, 2, [7]),
        ] as [([UInt8], ReportWarning.Name, UInt64, [UInt8]?)])
    func footer(bytes: [UInt8], name: ReportWarning.Name, value: UInt64, info: [UInt8]?) throws {
        let report = try InterfaceReport(
            Bytes.header(count: 1) + Bytes.range(0, 1, 0) + bytes)
        #expect(report.warnings.map(\.name) == [name])
        #expect(report.warnings.map(\.value) == [value])
        #expect(report.deviceInfo == info)
    }

    @Test("reserved bits are masked, empty ranges told")
    func reservedBits() throws {
        let report = try InterfaceReport(
            Bytes.header(info: 0xffe2, reserved: 0x8000, count: 2)
                + Bytes.range(0, 0, 4) + Bytes.range(0, 16, 0xfff4) + Bytes.u32(0))
        #expect(report.info == .dmaWithoutPASID)
        #expect(report.ranges.map(\.attributes) == [.nonTEE, .nonTEE])
        #expect(
            report.warnings.map(\.label) == [
                "reserved-bits", "reserved-bits", "zero-pages range 0", "reserved-bits range 1",
            ])
        #expect(report.warnings.map(\.offset) == [0, 2, 24, 44])
        #expect(report.warnings.map(\.value) == [0xffe0, 0x8000, 0, 0xfff0])
    }

    @Test("Every prefix of a report is read or refused, never more")
    func prefixes() {
        let whole = Bytes.report([Bytes.range(1, 2, 3), Bytes.range(4, 5, 6)]) + [1, 2]
        for count in 0...whole.count {
            let report = try? InterfaceReport(Array(whole.prefix(count)))
            #expect((report != nil) == (count >= 48))
        }
    }
}
