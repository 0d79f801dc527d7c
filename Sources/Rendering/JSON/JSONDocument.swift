/// A JSON document: owns what names its schema, separates its elements and ends it.
struct JSONDocument {
    private let schema: String

    /// - Parameter schema: the schema's name, `vfio-probe/plan/1`.
    init(schema: String) { self.schema = schema }

    /// A document that is made at once.
    ///
    /// - Parameter members: writes what comes behind the schema's name.
    func whole(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            head(&json)
            members(&json)
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    /// Writes a document that is one list of objects, each when it comes.
    ///
    /// - Parameters:
    ///   - key: the list's key.
    ///   - elements: hands over what the objects are made of.
    ///   - sink: where the document goes.
    ///   - members: writes an object's members; escapes, as it is called below `elements`, which
    ///     does not (SE-0176).
    func list<Element, Sink: DocumentSink>(
        _ key: String, of elements: ElementStream<Element, Sink.Failure>, to sink: Sink,
        _ members: @escaping (inout JSONWriter, Element) -> Void
    ) throws(Sink.Failure) {
        try list(key, to: sink) { (list) throws(Sink.Failure) in
            try elements { (element) throws(Sink.Failure) in
                try list.append { members(&$0, element) }
            }
        }
    }

    /// Writes a document that is one list, whatever its elements are.
    ///
    /// - Parameters:
    ///   - key: the list's key.
    ///   - sink: where the document goes.
    ///   - body: appends the elements.
    func list<Sink: DocumentSink>(
        _ key: String, to sink: Sink,
        _ body: (inout JSONList<Sink>) throws(Sink.Failure) -> Void
    ) throws(Sink.Failure) {
        var list = JSONList(sink)
        try list.open(key, behind: head)
        try body(&list)
        try list.close()
        try sink.write([UInt8(ascii: "\n")])
    }

    private func head(_ json: inout JSONWriter) { json.string("schema", schema) }
}
