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

    /// One device's plan.
    public func device(_ plan: DevicePlan, _ evidence: PlanEvidence, isFirst: Bool) -> [UInt8] {
        Array((isFirst ? "\n" : ",\n").utf8)
            + JSONText.of(DevicePlanObject(plan, evidence))
    }
}

private struct DevicePlanObject: Encodable {
    let address: String
    let id: String
    let `class`: String?
    let driver: String?
    let iommuGroup: Int?
    let evidence: String
    let sharing = "no-tdisp"
    let bars: [BARObject]
    let findings: [FindingObject]

    init(_ plan: DevicePlan, _ evidence: PlanEvidence) {
        address = plan.address.description
        id = Words.id(plan.identity)
        `class` = plan.identity.classCode.map { "0x" + Hex.digits($0, width: 6) }
        driver = plan.driver
        iommuGroup = plan.iommuGroup
        self.evidence = evidence.name
        bars = plan.bars.map(BARObject.init)
        findings = plan.findings.map(FindingObject.init)
    }
}

private struct BARObject: Encodable {
    let bar: Int
    let kind: String
    let prefetchable: Bool
    let size: String
    let sharing = "no-tdisp"
    let extents: [ExtentObject]
    let mmaps: [MappingObject]
    let totals: [String: String]
    let stranded: [String: String]

    init(_ plan: BARPlan) {
        bar = plan.bar.index
        kind = plan.bar.kind.rawValue
        prefetchable = plan.bar.prefetchable
        size = Hex.number(plan.bar.size)
        extents = plan.extents.map(ExtentObject.init)
        mmaps = plan.mmaps.map(MappingObject.init)
        totals = MappingClass.allCases.reduce(into: [:]) { totals, mappingClass in
            let bytes = plan.bytes(of: mappingClass)
            if bytes > 0 { totals[mappingClass.name] = Hex.number(bytes) }
        }
        stranded = plan.stranded.bySize.reduce(into: [:]) { stranded, entry in
            stranded["\(entry.page.bytes)"] = Hex.number(entry.bytes)
        }
    }
}

private struct ExtentObject: Encodable {
    let start: String
    let end: String
    let `class`: String
    let rule: String
    let sharesWith: String?

    init(_ extent: Extent) {
        start = Hex.number(extent.range.start)
        end = Hex.number(extent.range.end)
        `class` = extent.verdict.mappingClass.name
        rule = extent.verdict.rule.name
        sharesWith = extent.sharesWith?.rule.name
    }
}

private struct MappingObject: Encodable {
    let start: String
    let end: String
    let fileOffset: String
    let protection: String

    init(_ mapping: Mapping) {
        start = Hex.number(mapping.range.start)
        end = Hex.number(mapping.range.end)
        fileOffset = Hex.number(mapping.fileOffset)
        protection = mapping.protection.rawValue
    }
}

private struct FindingObject: Encodable {
    let rule: String
    let severity: String
    let bar: Int?
    let start: String?
    let end: String?
    let text: String

    init(_ finding: Finding) {
        rule = finding.rule.name
        severity = finding.severity.name
        bar = finding.bar
        start = finding.range.map { Hex.number($0.start) }
        end = finding.range.map { Hex.number($0.end) }
        text = finding.text
    }
}
