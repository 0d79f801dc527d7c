import TDISP
import Testing

@Suite("TDISP: a report put together from messages")
struct ReportMessagesTests {
    private static let report = Bytes.report([Bytes.range(0x8000, 16, 4), Bytes.range(0, 1, 0)])

    @Test("Any portion size, one file or many", arguments: [1, 7, 16, 0x40, 1000])
    func whole(portion: Int) throws {
        let messages = Bytes.messages(Self.report, portion: portion)
        let apart = try ReportMessages(messages)
        #expect(apart.report == Self.report)
        #expect(apart.count == messages.count)
        #expect(apart.interface.requester == 0x100)
        #expect(apart.interface.segment == 0)
        #expect(try ReportMessages([messages.flatMap { $0 }]) == apart)
    }

    struct Broken: Sendable {
        let name: ReportError.Name
        let files: [[UInt8]]
        var file = 0
        var offset = 0
    }

    private static let start = Bytes.message([1, 2, 3], remainder: 2)

    @Test(
        "What is broken has a name and a place",
        arguments: [
            Broken(name: .emptyInput, files: []),
            Broken(name: .emptyInput, files: [[]]),
            Broken(name: .truncatedMessage, files: [Array(start.prefix(19))]),
            Broken(name: .truncatedMessage, files: [start, [0x10]], file: 1),
            Broken(name: .truncatedMessage, files: [start + [0x10]], offset: 23),
            Broken(name: .messageVersion, files: [Bytes.message([], remainder: 0, version: 0x20)]),
            Broken(
                name: .messageType, files: [Bytes.message([], remainder: 0, type: 0x84)],
                offset: 1),
            Broken(name: .tdispError, files: [Bytes.message([], remainder: 0, type: 0x7f)]),
            Broken(
                name: .interfaceIDDiffers,
                files: [start, Bytes.message([4, 5], remainder: 0, function: 7)], file: 1,
                offset: 4),
            Broken(
                name: .truncatedPortion, files: [Bytes.message([1], remainder: 0, length: 2)],
                offset: 20),
            Broken(name: .emptyPortion, files: [Bytes.message([], remainder: 9)], offset: 16),
            Broken(
                name: .lengthChanges, files: [start, Bytes.message([4], remainder: 0)], file: 1,
                offset: 16),
            Broken(
                name: .lengthChanges, files: [start, Bytes.message([4], remainder: 5)], file: 1,
                offset: 16),
            Broken(name: .missingMessages, files: [start], offset: 23),
            Broken(
                name: .messageAfterLast,
                files: [Bytes.message([1], remainder: 0), Bytes.message([1], remainder: 0)],
                file: 1),
            Broken(
                name: .reportTooLong, files: [Bytes.message([1], remainder: 0xffff)], offset: 16),
        ])
    func broken(_ broken: Broken) {
        let error = #expect(throws: ReportError.self) { try ReportMessages(broken.files) }
        #expect(error?.name == broken.name)
        #expect(error?.file == broken.file)
        #expect(error?.offset == broken.offset)
    }

    @Test("An error of the device is told by its code")
    func deviceError() {
        let bytes: [UInt8] =
            [0x10, 0x7f, 0, 0] + Bytes.u32(0) + Bytes.u64(0) + Bytes.u32(4) + Bytes.u32(0)
        let error = #expect(throws: ReportError.self) { try ReportMessages([bytes]) }
        #expect(error?.found == "TDISP_ERROR 0x4, INVALID_INTERFACE_STATE")
    }
}
