import PCISnapshot

extension InterfaceReport {
    /// DEVICE_SPECIFIC_INFO behind the ranges; Linux does without, so its absence is a warning.
    static func deviceInfo(
        _ reader: ByteReader, at footer: Int, _ warnings: inout [ReportWarning]
    ) throws(DecodeError) -> [UInt8]? {
        let rest = reader.count - footer
        guard rest >= 4 else {
            let name: ReportWarning.Name = rest == 0 ? .noDeviceInfoFooter : .truncatedFooter
            warnings.append(ReportWarning(name, at: footer, value: UInt64(rest)))
            return nil
        }
        let told = UInt64(try reader.u32(footer, "DEVICE_SPECIFIC_INFO_LEN"))
        let there = UInt64(rest - 4)
        let start = footer + 4
        if told > there {
            warnings.append(ReportWarning(.truncatedDeviceInfo, at: start, value: there))
        } else if told < there {
            let end = start + Int(told)
            warnings.append(ReportWarning(.trailingBytes, at: end, value: there - told))
        }
        return Array(reader.bytes[start..<start + Int(min(told, there))])
    }
}

extension MMIORange {
    init(_ reader: ByteReader, index: Int, _ warnings: inout [ReportWarning])
        throws(DecodeError)
    {
        let offset = InterfaceReport.headerSize + InterfaceReport.rangeSize * index
        let bits = try reader.u32(offset + 12, "range attributes")
        self.init(
            index: index,
            firstPage: try reader.u64(offset, "first page"),
            pages: try reader.u32(offset + 8, "number of pages"),
            attributes: RangeAttributes(rawValue: UInt8(bits & 0xf)),
            id: UInt16(bits >> 16))
        if pages == 0 {
            warnings.append(ReportWarning(.zeroPages, range: index, at: offset + 8))
        }
        if bits & RangeAttributes.reserved != 0 {
            let set = UInt64(bits & RangeAttributes.reserved)
            warnings.append(
                ReportWarning(.reservedBits, range: index, at: offset + 12, value: set))
        }
    }
}
