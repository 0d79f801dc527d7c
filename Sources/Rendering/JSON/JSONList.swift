/// A list of a document, which is written while its elements are made; each has a line of its own.
struct JSONList<Sink: DocumentSink> {
    private let sink: Sink
    private var isEmpty = true
    /// Whether the last element ended with a list's end: the next end stands on the same line.
    private var endsWithList = false

    /// - Parameter sink: where the list goes.
    init(_ sink: Sink) { self.sink = sink }

    /// Starts the object that the list is the last member of.
    ///
    /// - Parameters:
    ///   - key: the list's key.
    ///   - members: writes the members before it.
    func open(_ key: String, behind members: (inout JSONWriter) -> Void) throws(Sink.Failure) {
        var json = JSONWriter()
        json.object { json in
            members(&json)
            json.list(key) { _ in }
        }
        try sink.write(Array(json.bytes.dropLast(2)))
    }

    /// Writes an element.
    ///
    /// - Parameter members: writes the members of the object that it is.
    mutating func append(_ members: (inout JSONWriter) -> Void) throws(Sink.Failure) {
        var json = JSONWriter()
        json.object(nil, members)
        try separate()
        try sink.write(json.bytes)
        endsWithList = false
    }

    /// Writes an element that is itself an object with a list as its last member.
    ///
    /// - Parameters:
    ///   - key: the list's key.
    ///   - members: writes the members before it.
    ///   - elements: appends the elements of the inner list.
    mutating func append(
        _ key: String, behind members: (inout JSONWriter) -> Void,
        _ elements: (inout JSONList) throws(Sink.Failure) -> Void
    ) throws(Sink.Failure) {
        try separate()
        var list = JSONList(sink)
        try list.open(key, behind: members)
        try elements(&list)
        try list.close()
        endsWithList = true
    }

    /// Ends the list and the object that it is the last member of.
    func close() throws(Sink.Failure) {
        try sink.write(Array((endsWithList ? "]}" : "\n]}").utf8))
    }

    private mutating func separate() throws(Sink.Failure) {
        try sink.write(Array((isEmpty ? "\n" : ",\n").utf8))
        isEmpty = false
    }
}
