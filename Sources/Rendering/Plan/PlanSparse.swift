public import MappingPolicy
import PCIDecoding
import PCISnapshot

/// Plans as the SPARSE_MMAP areas that a driver would have to report, schema `vfio-probe/sparse/1`.
///
/// With these areas userspace maps exactly what is safe. `capability` holds the bytes of
/// `struct vfio_region_info_cap_sparse_mmap`, include/uapi/linux/vfio.h.
public struct PlanSparse {
    /// A renderer.
    public init() {}

    /// Everything before the first page size's areas.
    public var opening: [UInt8] { Array("{\"schema\":\"vfio-probe/sparse/1\",\"plans\":[".utf8) }

    /// One device's regions.
    public func device(_ plan: DevicePlan, isFirst: Bool) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.string("address", plan.address.description)
            json.list("regions") { json in
                for bar in plan.bars { json.object { $0.region(bar) } }
            }
        }
        return Array((isFirst ? "\n" : ",\n").utf8) + json.bytes
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
