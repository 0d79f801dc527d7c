import PCISnapshot

/// What is noted before a function is taken from its driver, so that it can be undone.
///
/// Lines of a key and a value. The last line is `end`: a record without it was cut short, and
/// then nothing had been changed yet.
struct DriverRecord: Equatable {
    let address: BusAddress
    /// The driver that the function had, nil for none.
    let driver: String?
    /// Its `driver_override`, nil for none.
    let override: String?

    private static let heading = "vfio-probe/record/1"

    init(address: BusAddress, driver: String?, override: String?) {
        self.address = address
        self.driver = driver
        self.override = override
    }

    /// The record's file.
    var text: String {
        var lines = [Self.heading, "address \(address)"]
        if let driver { lines.append("driver \(driver)") }
        if let override { lines.append("override \(override)") }
        return (lines + ["end", ""]).joined(separator: "\n")
    }

    /// What a file holds.
    enum Content: Equatable {
        case record(DriverRecord)
        /// Cut short: nothing was changed.
        case unfinished
        case malformed
    }

    /// Reads a record's file.
    static func read(_ text: String) -> Content {
        let lines = text.split(separator: "\n")
        guard text.hasSuffix("\nend\n") else {
            return text.isEmpty || text.hasPrefix(heading) || heading.hasPrefix(text)
                ? .unfinished : .malformed
        }
        guard lines.first == Substring(heading) else { return .malformed }
        var values: [Substring: String] = [:]
        for line in lines.dropFirst().dropLast() {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, values[parts[0]] == nil else { return .malformed }
            values[parts[0]] = String(parts[1])
        }
        guard let address = values["address"].flatMap(BusAddress.init),
            values["driver"].map(isName) ?? true, values["override"].map(isName) ?? true
        else { return .malformed }
        return .record(
            DriverRecord(
                address: address, driver: values["driver"], override: values["override"]))
    }

    /// Whether a word may become a part of a path in sysfs.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text != "." && text != ".."
            && text.utf8.allSatisfy { (0x21..<0x7f).contains($0) && $0 != UInt8(ascii: "/") }
    }
}
