import LiveProbe
import MappingPolicy
import PCIDecoding
import PCISnapshot

/// Plans as JSON, schema `vfio-probe/plan/1`.
public struct PlanJSON: PlanPrinter {
    /// The document's name in its `schema` member.
    public static let schema = "vfio-probe/plan/1"
    /// Every document with plans is one of these.
    static let document = JSONDocument(schema: schema)

    /// A renderer.
    public init() {}

    /// The whole document, device by device.
    public func write<Sink: DocumentSink>(_ plans: PlanSet, to sink: Sink) throws(Sink.Failure) {
        try Self.document.pages(of: plans, to: sink) { $0.device($1) }
    }
}

extension JSONWriter {
    /// One device's plan; after a probe with the kernel's answers beside it.
    mutating func device(_ planned: PlannedDevice) {
        let plan = planned.plan
        string("address", plan.address.description)
        string("id", Format.id(plan.identity))
        string("class", plan.identity.classCode.map { "0x" + Hex.digits($0, width: 6) })
        string("driver", plan.driver)
        integer("iommuGroup", plan.iommuGroup)
        string("evidence", planned.evidence.name)
        string("sharing", plan.sharing.rawValue)
        list("bars") { json in
            for bar in plan.bars {
                json.object { json in
                    json.bar(bar, hostSide: plan.isConfidential)
                    if let probe = planned.probe { json.comparison(probe, bar: bar.bar.index) }
                }
            }
        }
        list("findings") { json in
            for finding in plan.findings { json.object { $0.finding(finding) } }
        }
        list("advice") { json in
            for one in planned.advice { json.object { $0.advice(one) } }
        }
        if let probe = planned.probe { self.probe(probe) }
    }

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
