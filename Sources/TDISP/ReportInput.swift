/// Files that hold a report, in whichever form: raw or messages, binary or hexadecimal text.
///
/// What starts with a byte of 0x10 or more (TDISPVersion, whose major version has to be 1) and
/// then a byte that is not 0 (MessageType) is a message. A raw report can begin like that only with reserved bits
/// of INTERFACE_INFO set; then it is refused as a broken message, never read as a report.
public struct ReportInput: Equatable, Sendable {
    /// The form that the files have.
    public enum Form: Equatable, Sendable {
        /// One file with the report's bytes.
        case raw
        /// Messages, so many, of this TDI.
        case messages(count: Int, interface: InterfaceID)
    }

    /// The form that the files have.
    public let form: Form
    /// The report's bytes.
    public let bytes: [UInt8]

    /// The report in files.
    ///
    /// - Parameter files: contents, in order; several only when all hold messages.
    /// - Throws: the errors on files and on messages, each by its name.
    public init(_ files: [[UInt8]]) throws(ReportError) {
        var contents: [[UInt8]] = []
        for (file, content) in files.enumerated() {
            let bytes = try HexText.bytes(content, file: file)
            guard !bytes.isEmpty else {
                throw ReportError(
                    .emptyInput, file: file, at: 0, expected: "a report", found: "no bytes")
            }
            contents.append(bytes)
        }
        guard let first = contents.first else {
            throw ReportError(.emptyInput, at: 0, expected: "a file", found: "none")
        }
        if let raw = contents.firstIndex(where: { !Self.isMessage($0) }) {
            guard contents.count == 1 else {
                throw ReportError(
                    .severalReports, file: raw, at: 0,
                    expected: "a message, for there are several files", found: "a raw report")
            }
            guard first.count <= ReportMessages.limit else {
                throw ReportError(
                    .reportTooLong, at: ReportMessages.limit,
                    expected: "at most \(ReportMessages.limit) bytes", found: "\(first.count)")
            }
            form = .raw
            bytes = first
        } else {
            let messages = try ReportMessages(contents)
            form = .messages(count: messages.count, interface: messages.interface)
            bytes = messages.report
        }
    }

    private static func isMessage(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 2 && bytes[0] >> 4 != 0 && bytes[1] != 0
    }
}
