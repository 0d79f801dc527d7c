import Testing

/// What a golden file that does not fit says.
struct DifferenceTests {
    @Test func namesTheFirstLineAndColumn() throws {
        #expect(Difference.between(recorded: "a\nb\n", now: "a\nb\n") == nil)
        let text = try #require(Difference.between(recorded: "a\nbcd\ne\n", now: "a\nbxd\ne\n"))
        #expect(text.hasPrefix("1 of 4 lines differ from the golden file\nline 2, column 2\n"))
        #expect(text.hasSuffix("  - bcd\n  + bxd"))
        let missing = try #require(Difference.between(recorded: "", now: "a"))
        #expect(missing.contains("line 1, column 1"))
        let behind = try #require(Difference.between(recorded: "a", now: "a\nb"))
        #expect(behind.contains("(no such line)"))
    }

    /// Bytes count, not what looks the same.
    @Test func seesSpellingsOfOneCharacter() {
        #expect(Difference.between(recorded: "\u{e9}", now: "e\u{301}") != nil)
        #expect(Difference.between(recorded: "a\r\nb", now: "a\nb") != nil)
    }
}
