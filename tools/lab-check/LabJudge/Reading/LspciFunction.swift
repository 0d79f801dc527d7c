import PCISnapshot

/// A function as `lspci -Dvv` shows it, the second opinion on what a plan says without a probe.
struct LspciFunction {
    /// The memory and port regions that have a size.
    let bars: [BARSize]
    /// The start of the MSI-X table.
    let tables: [BARPlace]
    /// The start of the MSI-X PBA.
    let pendingBits: [BARPlace]
    /// The driver in use.
    let drivers: [String]

    /// The function's part of the file `lspci`; nothing is known of one that is not in it.
    init(_ results: any ResultFiles, _ address: BusAddress) throws(Unreadable) {
        let file = "lspci"
        var isMine = false
        let lines = try results.lines(file).filter { line in
            if line.utf8.first != UInt8(ascii: "\t") {
                isMine = line.prefix { $0 != " " } == address.description
            }
            return isMine
        }
        do {
            bars = try Self.each(lines, Self.bar)
            tables = try Self.each(lines) { (line) throws(Misread) in
                try Self.place("Vector table", line)
            }
            pendingBits = try Self.each(lines) { (line) throws(Misread) in
                try Self.place("PBA", line)
            }
        } catch {
            throw Unreadable(file, "expected a size or a place: \(error.line)")
        }
        let driver = "\tKernel driver in use: "
        drivers = lines.filter { $0.hasPrefix(driver) }.map { String($0.dropFirst(driver.count)) }
    }

    /// A line that is begun like one of lspci's, and does not go on so.
    private struct Misread: Error { let line: Substring }

    /// What is read of the lines that are of the kind.
    private static func each<Value>(
        _ lines: [Substring], _ read: (Substring) throws(Misread) -> Value?
    ) throws(Misread) -> [Value] {
        var values: [Value] = []
        for line in lines {
            if let value = try read(line) { values.append(value) }
        }
        return values
    }

    /// `\tRegion 0: Memory at fe000000 (64-bit, non-prefetchable) [size=16K]`.
    private static func bar(_ line: Substring) throws(Misread) -> BARSize? {
        let start = "\tRegion "
        let mark = " [size="
        guard line.hasPrefix(start), let at = line.lastRange(of: mark) else { return nil }
        guard let index = Int(line.dropFirst(start.count).prefix { $0 != ":" }),
            let size = size(line[at.upperBound...].prefix { $0 != "]" })
        else { throw Misread(line: line) }
        return PCIRegion.bars.contains(index) ? BARSize(bar: index, size: size) : nil
    }

    /// `16K`: units of 1024.
    private static func size(_ text: Substring) -> UInt64? {
        let units = ["K", "M", "G", "T"]
        let unit = units.firstIndex { text.hasSuffix($0) }
        guard let number = UInt64(unit == nil ? text : text.dropLast()) else { return nil }
        let shift = unit.map { 10 * UInt64($0 + 1) } ?? 0
        return number.leadingZeroBitCount >= shift ? number << shift : nil
    }

    /// `\t\tVector table: BAR=0 offset=00002000`.
    private static func place(_ name: String, _ line: Substring) throws(Misread) -> BARPlace? {
        let start = "\t\t\(name): BAR="
        guard line.hasPrefix(start) else { return nil }
        let words = line.dropFirst(start.count).fields(" ")
        guard words.count == 2, let bar = Int(words[0]), words[1].hasPrefix("offset="),
            let offset = Hex.parse("0x" + words[1].dropFirst("offset=".count))
        else { throw Misread(line: line) }
        return BARPlace(bar: bar, offset: offset)
    }
}

extension Substring {
    /// The last place where a text is in it.
    fileprivate func lastRange(of text: String) -> Range<Index>? {
        ranges(of: text).last
    }
}
