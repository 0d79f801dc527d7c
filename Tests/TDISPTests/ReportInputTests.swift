import TDISP
import Testing

@Suite("TDISP: files that hold a report")
struct ReportInputTests {
    private static let report = Bytes.report([Bytes.range(0x8000, 16, 4)])

    private static func hex(_ bytes: [UInt8], prefix: String = "", group: Int = 1) -> [UInt8] {
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if index % group == 0 { text += (index % 16 == 0 ? "\n" : " ") + prefix }
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return Array((text + "\n").utf8)
    }

    @Test("Binary and every way to write hexadecimal text")
    func forms() throws {
        let forms = [
            Self.report, Self.hex(Self.report), Self.hex(Self.report, prefix: "0x"),
            Self.hex(Self.report, prefix: "0X", group: 1000), Self.hex(Self.report, group: 4),
        ]
        for form in forms {
            let input = try ReportInput([form])
            #expect(input.form == .raw)
            #expect(input.bytes == Self.report)
        }
    }

    @Test("Messages in one file and in several, binary and text mixed")
    func messages() throws {
        let messages = Bytes.messages(Self.report, portion: 11)
        let files = messages.enumerated().map { $0 % 2 == 0 ? $1 : Self.hex($1) }
        for files in [files, [messages.flatMap { $0 }]] {
            let input = try ReportInput(files)
            guard case .messages(let count, let interface) = input.form else {
                Issue.record("taken for a raw report")
                return
            }
            #expect(count == messages.count)
            #expect(interface.requester == 0x100)
            #expect(input.bytes == Self.report)
        }
    }

    @Test("A raw report whose only bit is PRS is no message")
    func onlyPRS() throws {
        let bytes = Bytes.header(info: 0x10, count: 0) + Bytes.u32(0)
        #expect(try ReportInput([bytes]).form == .raw)
    }

    @Test(
        "In doubt nothing is read",
        arguments: [
            (.emptyInput, []), (.emptyInput, [[]]), (.emptyInput, [Array(" \n".utf8)]),
            (.notHexText, [Array("0200 00g0".utf8)]), (.notHexText, [Array("{\"a\": 1}".utf8)]),
            (.oddHexDigits, [Array("0200 000".utf8)]), (.oddHexDigits, [Array("0x".utf8)]),
            (.severalReports, [report, report]),
            (.severalReports, [Bytes.message([1], remainder: 2), report]),
            // A raw report with PRS and reserved bits, or a message: SPDM's VENDOR_DEFINED, too.
            (.messageType, [Bytes.header(info: 0x8410, count: 0) + Bytes.u32(0)]),
            (.messageType, [[0x12, 0x7e] + report]),
        ] as [(ReportError.Name, [[UInt8]])])
    func doubt(name: ReportError.Name, files: [[UInt8]]) {
        let error = #expect(throws: ReportError.self) { try ReportInput(files) }
        #expect(error?.name == name)
    }

    @Test("A raw report that no device could deliver")
    func tooLong() throws {
        let longest = Self.report + [UInt8](repeating: 0, count: 65535 - Self.report.count)
        #expect(try ReportInput([longest]).bytes == longest)
        let error = #expect(throws: ReportError.self) { try ReportInput([longest + [0]]) }
        #expect(error?.name == .reportTooLong)
    }
}
