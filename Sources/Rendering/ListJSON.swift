public import MappingPolicy
public import PCIDecoding
import PCISnapshot

/// The listing as JSON, schema `vfio-probe/list/1`, device by device.
public struct ListJSON {
    /// A renderer.
    public init() {}

    /// Everything before the first device.
    public var opening: [UInt8] { Array("{\"schema\":\"vfio-probe/list/1\",\"devices\":[".utf8) }

    /// Everything behind the last device.
    public var closing: [UInt8] { Array("\n]}\n".utf8) }

    /// One device.
    public func device(_ device: Device, _ plan: DevicePlan, _ names: DeviceNames, isFirst: Bool)
        -> [UInt8]
    {
        Array((isFirst ? "\n" : ",\n").utf8)
            + JSONText.of(ListedDevice(device, plan, names))
    }
}

private struct ListedDevice: Encodable {
    let address: String
    let id: String
    let `class`: String?
    let vendorName: String?
    let deviceName: String?
    let className: String?
    let driver: String?
    let iommuGroup: Int?
    let msix: MSIXObject?
    let bars: [ListedBAR]
    let size: String
    let mappable: String
    let notes: [String]?

    init(_ device: Device, _ plan: DevicePlan, _ names: DeviceNames) {
        address = device.address.description
        id = Words.id(device.identity)
        `class` = device.identity.classCode.map { "0x" + Hex.digits($0, width: 6) }
        vendorName = names.vendor
        deviceName = names.device
        className = names.classCode
        driver = device.driver
        iommuGroup = device.iommuGroup
        msix = device.msix.value.map(MSIXObject.init)
        bars = plan.bars.map(ListedBAR.init)
        size = Hex.number(plan.size)
        mappable = Hex.number(plan.mappedBytes)
        let problems = device.problems.map(\.description) + [device.msix.reason].compactMap { $0 }
        notes = problems.isEmpty ? nil : problems
    }
}

private struct MSIXObject: Encodable {
    let entries: Int
    let table: Place
    let pba: Place

    struct Place: Encodable {
        let bar: Int
        let offset: String
    }

    init(_ msix: MSIXCapability) {
        entries = msix.entries
        table = Place(bar: msix.table.bar, offset: Hex.number(msix.table.offset))
        pba = Place(bar: msix.pba.bar, offset: Hex.number(msix.pba.offset))
    }
}

private struct ListedBAR: Encodable {
    let bar: Int
    let kind: String
    let prefetchable: Bool
    let start: String?
    let size: String
    let mappable: String

    init(_ plan: BARPlan) {
        bar = plan.bar.index
        kind = plan.bar.kind.rawValue
        prefetchable = plan.bar.prefetchable
        start = plan.bar.assigned ? Hex.number(plan.bar.start) : nil
        size = Hex.number(plan.bar.size)
        mappable = Hex.number(plan.bytes(of: .direct))
    }
}
