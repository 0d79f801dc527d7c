import TestSupport
import Testing

/// The validator finds what does not fit; else a document that fits would prove nothing.
struct JSONSchemaTests {
    private static let schema = """
        {"type":"object","required":["a"],"additionalProperties":false,
         "dependentRequired":{"b":["c"]},
         "properties":{
          "a":{"$ref":"#/$defs/hex","description":"A number."},
          "b":{"type":"integer","minimum":1,"maximum":3},
          "c":{"enum":["x","y"]},
          "d":{"type":"array","items":{"type":"object","properties":{"e":{"const":7}}}},
          "f":{"oneOf":[{"type":"boolean"},{"type":"string"}]},
          "g":{"type":"object","additionalProperties":{"type":"string"}},
          "h":{"uniqueItems":true},
          "i":{"$ref":"#/$defs/none"}},
         "$defs":{"hex":{"type":"string","pattern":"^0x[0-9a-f]+$"}}}
        """

    @Test(arguments: [
        ("{\"a\":\"0x1\",\"b\":3,\"c\":\"y\",\"d\":[{\"e\":7}]}", ""),
        ("{\"a\":\"0x1\",\"f\":true,\"g\":{\"k\":\"v\"}}", ""),
        ("[]", "$: is array"), ("{}", "$: lacks [\"a\"]"),
        ("{\"a\":\"0x1\",\"z\":1}", "$.z: no such member"), ("{\"a\":1}", "$.a: is integer"),
        ("{\"a\":\"1\"}", "$.a: '1' does not match"),
        ("{\"a\":\"0x1\",\"b\":2}", "$: lacks what goes with [\"b\"]"),
        ("{\"a\":\"0x1\",\"b\":0,\"c\":\"x\"}", "$.b: 0 is out of range"),
        ("{\"a\":\"0x1\",\"b\":4,\"c\":\"x\"}", "$.b: 4 is out of range"),
        ("{\"a\":\"0x1\",\"b\":true,\"c\":\"x\"}", "$.b: is boolean"),
        ("{\"a\":\"0x1\",\"c\":\"z\"}", "none of the words"),
        ("{\"a\":\"0x1\",\"d\":[{\"e\":7},{\"e\":8}]}", "$.d[1].e: integer(8) is not the word"),
        ("{\"a\":\"0x1\",\"f\":1}", "$.f: fits 0 of 2 forms"),
        ("{\"a\":\"0x1\",\"g\":{\"k\":1}}", "$.g.k: is integer"),
        ("{\"a\":\"0x1\",\"h\":[]}", "the schema says uniqueItems"),
        ("{\"a\":\"0x1\",\"i\":null}", "no such $ref"),
    ])
    func finds(text: String, problem: String) throws {
        let schema = JSONSchema(try JSONValue(Self.schema.utf8))
        let problems = schema.check(try JSONValue(text.utf8)).problems
        #expect(problem.isEmpty == problems.isEmpty, "\(problems)")
        #expect(problem.isEmpty || problems.contains { $0.contains(problem) }, "\(problems)")
    }

    @Test func namesFieldsAndSeesThem() throws {
        let schema = JSONSchema(try JSONValue(Self.schema.utf8))
        let seen = schema.check(try JSONValue("{\"a\":\"0x1\",\"d\":[{\"e\":7}]}".utf8)).seen
        #expect(seen == ["#.a", "#.d", "#.d[].e"])
        #expect(Set(schema.fields.map(\.name)).isSuperset(of: seen))
        #expect(schema.fields.first { $0.name == "#.a" }?.description == "A number.")
        #expect(schema.words(of: "#.c") == ["x", "y"])
    }
}
