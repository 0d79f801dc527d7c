import Testing

/// Line breaks in JSON: where they are, and that they can be taken out again.
struct FoldedJSONTests {
    @Test(arguments: [
        ("{\"a\":1}\n", "{\"a\":1}\n"),
        ("{\"a\":[]}", "{\"a\":[]}"),
        ("{\"a\":[1,2],\"b\":{}}", "{\n \"a\":[1,2],\"b\":{}}"),
        ("[\n{\"a\":\"x\"},\n{}]", "[\n{\"a\":\"x\"},\n{}]"),
        ("{\"a\":[\"x\",\"\\\"[{,\"]}", "{\n \"a\":[\n  \"x\",\n  \"\\\"[{,\"]}"),
        ("{\"a\":{\"b\":[{\"c\":1}]}}", "{\n \"a\":{\n  \"b\":[\n   {\"c\":1}]}}"),
        ("", ""), ("\"", "\""), ("\"\\", "\"\\"),
    ])
    func breaks(json: String, folded: String) {
        #expect(FoldedJSON.fold(json) == folded)
        #expect(FoldedJSON.unfold(folded) == json)
    }
}
