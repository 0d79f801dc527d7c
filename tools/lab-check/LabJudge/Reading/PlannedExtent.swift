import MappingPolicy

/// A run of bytes with its class and rule.
struct PlannedExtent: Decodable {
    let range: ByteRange
    let mappingClass: MappingClass
    let rule: Rule

    private enum Key: String, CodingKey {
        case start, end, rule
        case mappingClass = "class"
    }

    init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        range = try keys.range(.start, .end)
        mappingClass = try keys.named(.mappingClass, MappingClass.allCases, \.name)
        rule = try keys.named(.rule, Rule.allCases, \.name)
    }

    struct Classed: Equatable {
        let range: ByteRange
        let mappingClass: MappingClass
    }

    var classed: Classed { Classed(range: range, mappingClass: mappingClass) }
}
