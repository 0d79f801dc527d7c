public import LiveProbe
public import MappingPolicy
import PCIDecoding
import PCISnapshot

/// Plans as JSON, schema `vfio-probe/plan/1`; device by device, so that memory stays small.
public struct PlanJSON {
    /// The schema's name.
    public static let schema = "vfio-probe/plan/1"

    /// A renderer.
    public init() {}

    /// Everything before the first page size's plan.
    public var opening: [UInt8] { Array("{\"schema\":\"\(Self.schema)\",\"plans\":[".utf8) }

    /// Everything behind the last page size's plan.
    public var closing: [UInt8] { Array("]}\n".utf8) }

    /// The start of one page size's plan.
    public func opening(_ page: PageSize, isFirst: Bool) -> [UInt8] {
        Array("\(isFirst ? "" : ",")\n{\"pageSize\":\(page.bytes),\"devices\":[".utf8)
    }

    /// The end of one page size's plan.
    public var planClosing: [UInt8] { Array("\n]}".utf8) }

    /// One device's plan; after a probe with the kernel's answers beside it.
    public func device(
        _ plan: DevicePlan, _ evidence: PlanEvidence, isFirst: Bool, probe: ProbeReport? = nil
    ) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.string("address", plan.address.description)
            json.string("id", Words.id(plan.identity))
            json.string("class", plan.identity.classCode.map { "0x" + Hex.digits($0, width: 6) })
            json.string("driver", plan.driver)
            json.integer("iommuGroup", plan.iommuGroup)
            json.string("evidence", evidence.name)
            json.string("sharing", "no-tdisp")
            json.list("bars") { json in
                for bar in plan.bars {
                    json.object { json in
                        json.bar(bar)
                        if let probe { json.comparison(probe, bar: bar.bar.index) }
                    }
                }
            }
            json.list("findings") { json in
                for finding in plan.findings { json.object { $0.finding(finding) } }
            }
            if let probe { json.probe(probe) }
        }
        return Array((isFirst ? "\n" : ",\n").utf8) + json.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func bar(_ plan: BARPlan) {
        integer("bar", plan.bar.index)
        string("kind", plan.bar.kind.rawValue)
        bool("prefetchable", plan.bar.prefetchable)
        hex("size", plan.bar.size)
        string("sharing", "no-tdisp")
        list("extents") { json in
            for extent in plan.extents { json.object { $0.extent(extent) } }
        }
        list("mmaps") { json in
            for mapping in plan.mmaps { json.object { $0.mapping(mapping) } }
        }
        object("totals") { json in
            for mappingClass in MappingClass.allCases.reversed() {
                let bytes = plan.bytes(of: mappingClass)
                if bytes > 0 { json.hex(mappingClass.name, bytes) }
            }
        }
        object("stranded") { json in
            json.hex("4096", plan.stranded.at4K)
            json.hex("16384", plan.stranded.at16K)
            json.hex("65536", plan.stranded.at64K)
        }
    }

    private mutating func extent(_ extent: Extent) {
        hex("start", extent.range.start)
        hex("end", extent.range.end)
        string("class", extent.verdict.mappingClass.name)
        string("rule", extent.verdict.rule.name)
        string("sharesWith", extent.sharesWith?.rule.name)
    }

    mutating func mapping(_ mapping: Mapping) {
        hex("start", mapping.range.start)
        hex("end", mapping.range.end)
        hex("fileOffset", mapping.fileOffset)
        string("protection", mapping.protection.rawValue)
    }

    fileprivate mutating func finding(_ finding: Finding) {
        string("rule", finding.rule.name)
        string("severity", finding.severity.name)
        integer("bar", finding.bar)
        hex("start", finding.range?.start)
        hex("end", finding.range?.end)
        string("text", finding.text)
    }
}
