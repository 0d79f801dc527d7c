import MappingPolicy
import PCIDecoding
import PCISnapshot

/// The listing as JSON, schema `vfio-probe/list/1`.
public struct ListJSON: StreamPrinter {
    /// What is printed one by one.
    public typealias Element = ListedDevice

    /// A renderer.
    public init() {}

    /// The whole document, device by device.
    public func write<Sink: DocumentSink>(
        to sink: Sink, _ elements: ElementStream<ListedDevice, Sink.Failure>
    ) throws(Sink.Failure) {
        try JSONDocument(schema: "vfio-probe/list/1").list("devices", of: elements, to: sink) {
            $0.listed($1)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func listed(_ listed: ListedDevice) {
        let device = listed.device
        string("address", device.address.description)
        string("id", Format.id(device.identity))
        string("class", device.identity.classCode.map { "0x" + Hex.digits($0, width: 6) })
        string("vendorName", listed.names.vendor)
        string("deviceName", listed.names.device)
        string("className", listed.names.classCode)
        string("driver", device.driver)
        integer("iommuGroup", device.iommuGroup)
        if let msix = device.msix.value { object("msix") { $0.msix(msix) } }
        if let teeIO = device.teeIO.value { bool("teeIO", teeIO) }
        if let ide = device.ide.value { object("ide") { $0.ide(ide) } }
        integer("doeMailboxes", device.doeMailboxes.value)
        if let tsm = device.tsm { object("tsm") { $0.tsm(tsm) } }
        list("bars") { json in
            for bar in listed.plan.bars { json.object { $0.bar(bar) } }
        }
        hex("size", listed.plan.size)
        hex("mappable", listed.plan.mappedBytes)
        let notes = device.problems.map(\.description) + [device.msix.reason].compactMap { $0 }
        if !notes.isEmpty {
            list("notes") { json in
                for note in notes { json.element(note) }
            }
        }
    }

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
