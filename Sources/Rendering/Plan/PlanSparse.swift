import MappingPolicy
import PCIDecoding
import PCISnapshot

/// Plans as the SPARSE_MMAP areas that a driver would have to report, schema `vfio-probe/sparse/1`.
///
/// With these areas userspace maps exactly what is safe. `capability` holds the bytes of
/// `struct vfio_region_info_cap_sparse_mmap`, include/uapi/linux/vfio.h.
public struct PlanSparse: PlanPrinter {
    /// A renderer.
    public init() {}

    /// The whole document, device by device.
    public func write<Sink: DocumentSink>(_ plans: PlanSet, to sink: Sink) throws(Sink.Failure) {
        try JSONDocument(schema: "vfio-probe/sparse/1").pages(of: plans, to: sink) { json, device in
            json.string("address", device.plan.address.description)
            json.list("regions") { json in
                for bar in device.plan.bars { json.object { $0.region(bar) } }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func region(_ plan: BARPlan) {
        // An area ends with its region, also where the page goes on.
        let areas = plan.mmaps.map { $0.range.intersection(ByteRange(0, plan.bar.size)) }
        integer("index", plan.bar.index)
        hex("size", plan.bar.size)
        list("areas") { json in
            for area in areas {
                json.object { json in
                    json.hex("offset", area.start)
                    json.hex("size", area.count)
                }
            }
        }
        let capability = RegionCapability.sparseMmap(
            areas.map { RegionInfo.Area(offset: $0.start, size: $0.count) })
        string("capability", Hex.dump(capability.encoded(next: 0)))
    }
}
