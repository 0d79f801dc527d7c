/// Why there is no report in what was given: nothing is ever classified from a part of one.
public struct ReportError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong, by the name that output and documents use.
    public enum Name: String, CaseIterable, Sendable {
        // The report's own bytes
        /// Shorter than the 16 bytes in front of the ranges.
        case truncatedHeader = "truncated-header"
        /// MMIO_RANGE_COUNT promises more ranges than there are bytes for.
        case truncatedRanges = "truncated-ranges"
        // A sequence of messages
        /// A message ends inside its own fields.
        case truncatedMessage = "truncated-message"
        /// TDISPVersion's major version is not 1.
        case messageVersion = "message-version"
        /// A message that is not DEVICE_INTERFACE_REPORT.
        case messageType = "message-type"
        /// The device answered with TDISP_ERROR.
        case tdispError = "tdisp-error"
        /// Messages of different TDIs.
        case interfaceIDDiffers = "interface-id-differs"
        /// Fewer bytes than PORTION_LENGTH says.
        case truncatedPortion = "truncated-portion"
        /// PORTION_LENGTH is 0 though bytes remain.
        case emptyPortion = "empty-portion"
        /// Portions so far and REMAINDER_LENGTH do not add up to the same as before.
        case lengthChanges = "length-changes"
        /// The last message leaves bytes outstanding.
        case missingMessages = "missing-messages"
        /// A message follows the one that left nothing outstanding.
        case messageAfterLast = "message-after-last"
        /// More than the 65535 bytes that the messages' offsets reach.
        case reportTooLong = "report-too-long"
        // Files
        /// No file, or a file without a byte.
        case emptyInput = "empty-input"
        /// A text file that is not hexadecimal.
        case notHexText = "not-hex-text"
        /// Hexadecimal text with half a byte.
        case oddHexDigits = "odd-hex-digits"
        /// Several files of which not all hold messages.
        case severalReports = "several-reports"
    }

    /// What is wrong.
    public let name: Name
    /// Which of the files, from 0; 0 too for a report that was put together from several.
    public let file: Int
    /// Where: bytes from the start of the file, for hexadecimal text of what it stands for (but
    /// of the text where that is what is wrong); or from the start of the report.
    public let offset: Int
    /// What was expected there.
    public let expected: String
    /// What is there.
    public let found: String

    init(
        _ name: Name, file: Int = 0, at offset: Int, expected: String, found: String
    ) {
        self.name = name
        self.file = file
        self.offset = offset
        self.expected = expected
        self.found = found
    }

    /// One line: what, where, what was expected.
    public var description: String {
        let place = file > 0 ? " of file \(file + 1)" : ""
        return "\(name.rawValue) at \(Number.hex(offset))\(place): expected \(expected), found "
            + found
    }
}
