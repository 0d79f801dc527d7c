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
        var json = JSONWriter()
        json.object { json in
            json.string("address", device.address.description)
            json.string("id", Format.id(device.identity))
            json.string("class", device.identity.classCode.map { "0x" + Hex.digits($0, width: 6) })
            json.string("vendorName", names.vendor)
            json.string("deviceName", names.device)
            json.string("className", names.classCode)
            json.string("driver", device.driver)
            json.integer("iommuGroup", device.iommuGroup)
            if let msix = device.msix.value { json.object("msix") { $0.msix(msix) } }
            if let teeIO = device.teeIO.value { json.bool("teeIO", teeIO) }
            if let ide = device.ide.value { json.object("ide") { $0.ide(ide) } }
            json.integer("doeMailboxes", device.doeMailboxes.value)
            if let tsm = device.tsm { json.object("tsm") { $0.tsm(tsm) } }
            json.list("bars") { json in
                for bar in plan.bars { json.object { $0.bar(bar) } }
            }
            json.hex("size", plan.size)
            json.hex("mappable", plan.mappedBytes)
            let notes =
                device.problems.map(\.description) + [device.msix.reason].compactMap { $0 }
            if !notes.isEmpty {
                json.list("notes") { json in
                    for note in notes { json.element(note) }
                }
            }
        }
        return Array((isFirst ? "\n" : ",\n").utf8) + json.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func msix(_ msix: MSIXCapability) {
        integer("entries", msix.entries)
        object("table") { $0.place(msix.table) }
        object("pba") { $0.place(msix.pba) }
    }

    fileprivate mutating func ide(_ ide: IDECapability) {
        bool("link", ide.link)
        integer("selectiveStreams", ide.selectiveStreams)
        bool("teeLimited", ide.teeLimited)
    }

    fileprivate mutating func tsm(_ tsm: TSMRecord) {
        string("connect", tsm.connect)
        string("bound", tsm.bound)
        string("dsm", tsm.dsm)
    }

    private mutating func place(_ place: MSIXCapability.Location) {
        integer("bar", place.bar)
        hex("offset", place.offset)
    }

    fileprivate mutating func bar(_ plan: BARPlan) {
        integer("bar", plan.bar.index)
        string("kind", plan.bar.kind.rawValue)
        bool("prefetchable", plan.bar.prefetchable)
        hex("start", plan.bar.assigned ? plan.bar.start : nil)
        hex("size", plan.bar.size)
        hex("mappable", plan.bytes(of: .direct))
    }
}
