import Foundation
import LiveProbe
import MappingPolicy
import PCIDecoding
import PCISnapshot
import Rendering
import SnapshotFile
import TDISP
import TestSupport
import Testing

/// Every document fits its schema, and every field of a schema is one that there is.
struct SchemaTests {
    /// The schemas, by name.
    private static func schemas() throws -> [String: JSONSchema] {
        let names = [
            "explain", "list", "plan", "rules", "snapshot", "sparse", "steps", "tdisp-report",
        ]
        let pairs = try names.map { name in
            let path = Repository.root.appending(
                path: "Sources/Rendering/Schemas/\(name)-1.schema.json")
            return ("vfio-probe/\(name)/1", JSONSchema(try JSONValue(Repository.bytes(path.path))))
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    /// Snapshots among the mocks, and those made for golden files.
    private static let snapshots: [String] =
        Repository.mocks
        + [
            "Mocks/scenarios/bind-refused-by-kernel.json", "Mocks/scenarios/interrupted-run.json",
            "Mocks/scenarios/nvme-mounted.json", "Mocks/scenarios/nvme-to-borrow.json",
            "Tests/Golden/Inputs/kernel-differs.json",
            "Tests/Golden/Inputs/scenario-all-keys.json",
        ].map { Repository.root.appending(path: $0).path }

    /// Fields that neither a golden file nor a mock has, and why; none so far.
    private static let rare: [String: String] = [:]

    @Test func everyGoldenDocumentFits() throws {
        let schemas = try Self.schemas()
        let names = Set(GoldenPlans.documents.map(\.schema))
        #expect(names == Set(schemas.keys))
        for document in GoldenPlans.documents {
            let problems = try #require(schemas[document.schema]).check(document.value).problems
            #expect(problems == [], "\(document.file)")
        }
    }

    @Test func everySnapshotAmongTheMocksFits() throws {
        let schema = try #require(try Self.schemas()[SnapshotFile.schema])
        for path in Self.snapshots {
            let problems = schema.check(try JSONValue(Repository.bytes(path))).problems
            #expect(problems == [], "\(path)")
        }
    }

    /// All rules, of which golden files have some.
    @Test func everyRuleFits() throws {
        let schema = try #require(try Self.schemas()["vfio-probe/rules/1"])
        let document = try JSONValue(Program.run(["explain", "--rule", "--json"]).output.utf8)
        #expect(document["rules"]?.list.count == Rule.allCases.count)
        #expect(schema.check(document).problems == [])
    }

    /// What a schema declares occurs, or is named here with the reason; and is described.
    @Test func everyFieldOccursAndIsDescribed() throws {
        for (name, schema) in try Self.schemas() {
            var values = GoldenPlans.documents.filter { $0.schema == name }.map(\.value)
            if name == SnapshotFile.schema {
                values += try Self.snapshots.map { try JSONValue(Repository.bytes($0)) }
            }
            let seen = values.reduce(into: Set<String>()) { $0.formUnion(schema.check($1).seen) }
            let declared = Set(schema.fields.map(\.name))
            let rare = Set(Self.rare.keys.filter { $0.hasPrefix(name + " ") })
            let unseen = Set(declared.subtracting(seen).map { "\(name) \($0)" })
            #expect(unseen.subtracting(rare).sorted() == [])
            #expect(rare.subtracting(unseen).sorted() == [], "not rare")
            let undescribed = schema.fields.filter { ($0.description ?? "").count < 5 }
            #expect(undescribed.map(\.name) == [])
        }
    }

    /// The words of a schema are the program's own, none forgotten and none made up.
    @Test func wordsAreThoseOfTheProgram() throws {
        let schemas = try Self.schemas()
        func words(_ name: String, _ field: String) -> Set<String> {
            schemas["vfio-probe/\(name)/1"]?.words(of: field) ?? []
        }
        #expect(words("plan", "class") == Set(MappingClass.allCases.map(\.name)))
        #expect(words("explain", "class") == Set(MappingClass.allCases.map(\.name)))
        let evidence = Evidence.allCases.flatMap { source in
            [false, true].map { PlanEvidence(source, isLive: $0).name }
        }
        #expect(words("plan", "evidence") == Set(evidence))
        #expect(words("explain", "evidence") == Set(evidence))
        #expect(words("rules", "class") == Set(MappingClass.allCases.map(\.name)))
        let severities = Set([Finding.Severity.info, .warning, .error].map(\.name))
        #expect(words("plan", "finding.severity") == severities)
        #expect(words("rules", "documentedRule.findings[]") == severities)
        #expect(words("plan", "sharing") == Set(Sharing.allCases.map(\.rawValue)))
        #expect(words("plan", "probe.features[]") == Set(DeviceFeature.allCases.map(\.name)))
        let placements = Set(TDISPInputs.Placement.allCases.map(\.rawValue))
        #expect(words("snapshot", "device.tdisp.placement") == placements)
        let units = Set(TDISPInputs.Unit.allCases.map(\.rawValue))
        #expect(words("snapshot", "device.tdisp.unit") == units)
        let reasons = Set(LinuxVerdict.Reason.allCases.map(\.rawValue))
        #expect(words("tdisp-report", "verdict.reason") == reasons)
        let warnings = Set(ReportWarning.Name.allCases.map(\.rawValue))
        #expect(words("tdisp-report", "report.warnings[].name") == warnings)
        let errors = Set(ReportError.Name.allCases.map(\.rawValue))
        #expect(words("tdisp-report", "failure.error.name") == errors)
    }
}
