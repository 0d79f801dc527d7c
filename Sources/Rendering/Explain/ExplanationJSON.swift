public import MappingPolicy
import PCIDecoding
import PCISnapshot

/// The story of some bytes as JSON, schema `vfio-probe/explain/1`.
public struct ExplanationJSON {
    /// A renderer.
    public init() {}

    /// The whole document.
    public func render(_ story: Explanation, of plan: DevicePlan, _ evidence: PlanEvidence)
        -> [UInt8]
    {
        JSONDocument(schema: "vfio-probe/explain/1").whole { json in
            json.string("address", plan.address.description)
            json.string("evidence", evidence.name)
            json.integer("pageSize", Int(story.pageSize.bytes))
            json.integer("bar", story.bar.index)
            json.range(story.range)
            json.extents("extents", story.extents)
            json.list("claims") { json in
                for claim in story.claims { json.object { $0.claim(claim) } }
            }
            json.extents("pages", story.neighbors)
            json.object("alternatives") { json in
                for alternative in story.alternatives {
                    json.extents(alternative.assumption.key, alternative.extents)
                }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func claim(_ claim: Explanation.Claim) {
        string("family", claim.family)
        range(claim.range)
        string("class", claim.verdict.mappingClass.name)
        string("rule", claim.verdict.rule.name)
        bool("wins", claim.wins)
    }
}
