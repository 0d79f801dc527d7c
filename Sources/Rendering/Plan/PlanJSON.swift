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

    /// One device's plan; after a probe with the kernel's answers beside it.
    public func device(
        _ plan: DevicePlan, _ advice: [Advice], _ evidence: PlanEvidence, isFirst: Bool,
        probe: ProbeReport? = nil
    ) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.string("address", plan.address.description)
            json.string("id", Format.id(plan.identity))
            json.string("class", plan.identity.classCode.map { "0x" + Hex.digits($0, width: 6) })
            json.string("driver", plan.driver)
            json.integer("iommuGroup", plan.iommuGroup)
            json.string("evidence", evidence.name)
            json.string("sharing", plan.sharing.rawValue)
            json.list("bars") { json in
                for bar in plan.bars {
                    json.object { json in
                        json.bar(bar, hostSide: plan.isConfidential)
                        if let probe { json.comparison(probe, bar: bar.bar.index) }
                    }
                }
            }
            json.list("findings") { json in
                for finding in plan.findings { json.object { $0.finding(finding) } }
            }
            json.list("advice") { json in
                for one in advice { json.object { $0.advice(one) } }
            }
            if let probe { json.probe(probe) }
        }
        return Array((isFirst ? "\n" : ",\n").utf8) + json.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func bar(_ plan: BARPlan, hostSide isConfidential: Bool) {
        integer("bar", plan.bar.index)
        string("kind", plan.bar.kind.rawValue)
        bool("prefetchable", plan.bar.prefetchable)
        hex("size", plan.bar.size)
        string("sharing", plan.sharing.rawValue)
        extents("extents", plan.extents)
        list("mmaps") { json in
            for mapping in plan.mmaps { json.object { $0.mapping(mapping) } }
        }
        ranges("kernelPermits", plan.kernelPermits)
        if isConfidential { hostSide(plan) }
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

    mutating func mapping(_ mapping: Mapping) {
        range(mapping.range)
        hex("fileOffset", mapping.fileOffset)
        string("protection", mapping.protection.rawValue)
    }

    fileprivate mutating func finding(_ finding: Finding) {
        string("rule", finding.rule.name)
        string("severity", finding.severity.name)
        integer("bar", finding.bar)
        range(finding.range)
        string("text", finding.text)
    }

    fileprivate mutating func advice(_ advice: Advice) {
        string("kind", advice.kind)
        string("text", advice.text)
        string("option", advice.option)
        hex("gain", advice.gain)
    }
}
