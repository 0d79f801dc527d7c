import TestSupport

/// The golden files' documents, as values.
enum GoldenPlans {
    /// A document and the file that holds it.
    struct Document: Sendable {
        let file: String
        let value: JSONValue

        /// The name of its schema, `vfio-probe/plan/1`.
        var schema: String { value["schema"]?.string ?? "" }
    }

    /// Every JSON document that was recorded.
    static let documents: [Document] = GoldenSet.cases.filter(\.isJSON).compactMap { golden in
        GoldenFolder.text(golden.file).flatMap { try? JSONValue($0.utf8) }
            .map { Document(file: golden.file, value: $0) }
    }

    /// Every device of every plan among them.
    static let devices: [JSONValue] = documents.filter { $0.schema == "vfio-probe/plan/1" }
        .flatMap { ($0.value["plans"]?.list ?? []).flatMap { $0["devices"]?.list ?? [] } }
}
