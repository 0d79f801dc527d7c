public import PCISnapshot

extension DeviceSnapshot: Codable {
    private enum Key: String, CodingKey {
        case address
        case vendor
        case device
        case `class`
        case revision
        case driver
        case iommuGroup
        case config
        case resources
        case claims
        case msix
        case teeIO
        case vfio
        case tdisp
        case tsm
        case readErrors = "faults"
    }

    /// Reads one entry of `devices`.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        self.init(address: try keys.address(.address))
        readErrors = try keys.present([ReadError].self, .readErrors) ?? []
        config = try keys.dumpIfPresent(.config)
        if let config, ![64, 256, 4096].contains(config.count) {
            throw keys.problem(.config, "expected 64, 256 or 4096 bytes, found \(config.count)")
        }
        identity = Identity(
            vendor: try keys.hexIfPresent(.vendor, max: 0xffff).map(UInt16.init),
            device: try keys.hexIfPresent(.device, max: 0xffff).map(UInt16.init),
            classCode: try keys.hexIfPresent(.class, max: 0xff_ffff).map(UInt32.init),
            revision: try keys.hexIfPresent(.revision, max: 0xff).map(UInt8.init))
        if let config { identity.adopt(header: config) }
        let unidentified = readErrors.contains { $0.part == .identity }
        if identity.vendor == nil || identity.device == nil, !unidentified {
            throw keys.problem(
                identity.vendor == nil ? .vendor : .device, "expected, as there is no config")
        }
        driver = try keys.present(String.self, .driver)
        iommuGroup =
            keys.contains(.iommuGroup)
            ? try keys.integer(.iommuGroup, in: 0...Int(Int32.max)) : nil
        resources = try keys.present([ResourceRecord].self, .resources) ?? []
        if Set(resources.map(\.index)).count != resources.count {
            throw keys.problem(.resources, "expected each index once")
        }
        claims = try keys.present([MemoryClaim].self, .claims) ?? []
        msix = try keys.present(MSIXRecord.self, .msix)
        teeIO = try keys.present(Bool.self, .teeIO)
        vfio = try keys.present(VFIORecord.self, .vfio)
        tdisp = try keys.present(TDISPRecord.self, .tdisp)
        tsm = try keys.present(TSMRecord.self, .tsm)
    }

    /// Writes one entry of `devices`.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(address.description, forKey: .address)
        let identity = self.identity
        try keys.encodeIfPresent(identity.vendor.map { padded($0, 4) }, forKey: .vendor)
        try keys.encodeIfPresent(identity.device.map { padded($0, 4) }, forKey: .device)
        try keys.encodeIfPresent(identity.classCode.map { padded($0, 6) }, forKey: .class)
        try keys.encodeIfPresent(identity.revision.map { padded($0, 2) }, forKey: .revision)
        try keys.encodeIfPresent(driver, forKey: .driver)
        try keys.encodeIfPresent(iommuGroup, forKey: .iommuGroup)
        try keys.encodeIfPresent(config.map(Hex.dump), forKey: .config)
        try keys.encode(resources, forKey: .resources)
        if !claims.isEmpty { try keys.encode(claims, forKey: .claims) }
        try keys.encodeIfPresent(msix, forKey: .msix)
        try keys.encodeIfPresent(teeIO, forKey: .teeIO)
        try keys.encodeIfPresent(vfio, forKey: .vfio)
        try keys.encodeIfPresent(tdisp, forKey: .tdisp)
        try keys.encodeIfPresent(tsm, forKey: .tsm)
        if !readErrors.isEmpty { try keys.encode(readErrors, forKey: .readErrors) }
    }

    /// Ids are written as everybody knows them, padded to their width.
    private func padded(_ value: some FixedWidthInteger & UnsignedInteger, _ width: Int) -> String {
        "0x" + Hex.digits(value, width: width)
    }
}
