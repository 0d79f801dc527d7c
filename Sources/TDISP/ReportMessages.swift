import PCISnapshot

/// A report put together from the messages that a device delivered it in.
///
/// Source: PCIe 6.0, 11.3.10 and 11.3.11: each message brings the portion behind the one
/// before, and says how much is outstanding.
public struct ReportMessages: Equatable, Sendable {
    /// The TDI that all messages are about.
    public let interface: InterfaceID
    /// How many messages there were.
    public let count: Int
    /// The report's bytes.
    public let report: [UInt8]

    /// OFFSET and LENGTH of the request are 16 bits wide.
    static let limit = 65535

    /// The report in messages, in the order in which the device sent them.
    ///
    /// - Parameter files: one or several, each with one or several messages back to back.
    /// - Throws: the errors on a sequence of messages, each by its name; `empty-input`.
    public init(_ files: [[UInt8]]) throws(ReportError) {
        var assembly = Assembly()
        for (file, bytes) in files.enumerated() {
            let reader = ByteReader(bytes)
            var offset = 0
            while offset < reader.count {
                let message = try ReportMessage(reader, file: file, at: offset)
                try assembly.add(message, file: file, at: offset)
                offset += ReportMessage.size + message.portion.count
            }
        }
        guard let first = assembly.interface else {
            throw ReportError(.emptyInput, at: 0, expected: "a message", found: "no bytes")
        }
        guard assembly.outstanding == 0 else {
            throw ReportError(
                .missingMessages, file: files.count - 1, at: files.last?.count ?? 0,
                expected: "messages with \(assembly.outstanding) more bytes", found: "the end")
        }
        interface = first
        count = assembly.messages
        report = assembly.report
    }
}

/// The report so far.
private struct Assembly {
    var interface: InterfaceID?
    var messages = 0
    var report: [UInt8] = []
    var outstanding = 0

    mutating func add(_ message: ReportMessage, file: Int, at offset: Int) throws(ReportError) {
        func wrong(_ name: ReportError.Name, at field: Int, expected: String, found: String)
            -> ReportError
        {
            ReportError(name, file: file, at: offset + field, expected: expected, found: found)
        }
        let length = message.portion.count
        if let interface {
            guard message.interface == interface else {
                throw wrong(
                    .interfaceIDDiffers, at: 4, expected: "the first message's INTERFACE_ID",
                    found: "another")
            }
            guard outstanding > 0 else {
                throw wrong(
                    .messageAfterLast, at: 0, expected: "the end", found: "another message")
            }
            guard length + message.remainder == outstanding else {
                throw wrong(
                    .lengthChanges, at: 16, expected: "portion and remainder of \(outstanding)",
                    found: "\(length) and \(message.remainder)")
            }
        }
        guard length > 0 || message.remainder == 0 else {
            throw wrong(
                .emptyPortion, at: 16, expected: "a portion of the \(message.remainder) bytes",
                found: "none")
        }
        guard report.count + length + message.remainder <= ReportMessages.limit else {
            throw wrong(
                .reportTooLong, at: 16, expected: "at most \(ReportMessages.limit) bytes",
                found: "\(report.count + length + message.remainder)")
        }
        interface = message.interface
        messages += 1
        report += message.portion
        outstanding = message.remainder
    }
}
