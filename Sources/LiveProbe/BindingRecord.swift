import PCISnapshot

/// What is noted before a function is taken from its driver, so that it can be undone, and so that
/// nothing else is.
///
/// Lines of a key and a value. The last line is `end`: a record without it was cut short, and
/// then nothing had been changed yet.
struct BindingRecord: Equatable {
    let address: BusAddress
    /// Which run of the kernel it was: what sysfs holds does not outlive it.
    let boot: String
    /// Which device it was: an address is only a place.
    let identity: DeviceIdentity
    /// The `driver_override` that the run writes.
    let placed: String
    /// The driver that the function had, nil for none.
    let driver: String?
    /// Its `driver_override`, nil for none.
    let override: String?

    private static let family = "vfio-probe/record/"
    private static let heading = family + "2"
    private static let firstHeading = family + "1"

    /// The record's file.
    var text: String {
        var lines = [Self.heading, "address \(address)", "boot \(boot)"]
        for (name, path) in DeviceIdentity.keys {
            if let word = identity[keyPath: path] { lines.append("\(name) \(word)") }
        }
        lines.append("placed \(placed)")
        if let driver { lines.append("driver \(driver)") }
        if let override { lines.append("override \(override)") }
        return (lines + ["end", ""]).joined(separator: "\n")
    }

    /// What a file holds.
    enum Content: Equatable {
        case record(BindingRecord)
        /// Of the first kind, which does not say which device it is of.
        case anonymous
        /// Cut short: nothing was changed.
        case unfinished
        case malformed
    }

    /// Reads a record's file.
    static func read(_ text: String) -> Content {
        let lines = text.split(separator: "\n")
        guard text.hasSuffix("\nend\n") else {
            let isBegun = [heading, firstHeading].contains {
                text.hasPrefix($0) || $0.hasPrefix(text)
            }
            return isBegun ? .unfinished : .malformed
        }
        if lines.first == Substring(firstHeading) { return .anonymous }
        guard lines.first == Substring(heading) else { return .malformed }
        var values: [String: String] = [:]
        for line in lines.dropFirst().dropLast() {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, isName(parts[1]), values[String(parts[0])] == nil else {
                return .malformed
            }
            values[String(parts[0])] = String(parts[1])
        }
        var identity = DeviceIdentity()
        for (name, path) in DeviceIdentity.keys { identity[keyPath: path] = values[name] }
        guard let address = values["address"].flatMap(BusAddress.init),
            let boot = values["boot"], let placed = values["placed"]
        else { return .malformed }
        return .record(
            BindingRecord(
                address: address, boot: boot, identity: identity, placed: placed,
                driver: values["driver"], override: values["override"]))
    }

    /// Whether a word may become a part of a path in sysfs: drivers have blanks in their names
    /// (`i6300ESB timer`).
    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && text != "." && text != ".."
            && text.utf8.allSatisfy { (0x20..<0x7f).contains($0) && $0 != UInt8(ascii: "/") }
    }
}
