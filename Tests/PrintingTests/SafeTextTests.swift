import Printing
import Testing

/// Text for people, and the JSON beside it: what was put in comes out as words.
struct SafeTextTests {
    /// What a terminal obeys, or a reader does not see: C0, DEL, C1, marks of direction and of no
    /// width, separators, private use, unassigned, tags.
    static let harmful: [ClosedRange<UInt32>] = [
        0...0x1f, 0x7f...0x9f, 0xad...0xad, 0x61c...0x61c, 0x200b...0x200f, 0x2028...0x202e,
        0x2060...0x206f, 0x3164...0x3164, 0xe000...0xe000, 0xfeff...0xfeff, 0xfff9...0xfffb,
        0xfffe...0xffff, 0xe0001...0xe007f,
    ]

    static let words = String(
        String.UnicodeScalarView(harmful.flatMap { $0 }.compactMap(Unicode.Scalar.init)))

    private func bytes(_ text: SafeText) -> String {
        var bytes: [UInt8] = []
        text.write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func strangersWordsBecomePrintable() {
        for text: SafeText in [SafeText(Self.words), "\(Self.words)", "\(SafeText(Self.words))"] {
            #expect(bytes(text).utf8.allSatisfy { (0x20..<0x7f).contains($0) })
        }
        #expect(bytes("a\(String("\u{1b}[31m\n"))b") == "a\\u{1b}[31m\\u{a}b")
    }

    @Test func literalsHaveLinesAndTabsButNoEscapes() {
        #expect(bytes("\ta\n\u{1b}\r") == "\ta\n\\u{1b}\\u{d}")
        #expect(bytes(SafeText(lines: "a\n\t\u{9b}b\n")) == "a\n\\u{9}\\u{9b}b\n")
    }

    @Test func namesOfTheWorldStayAsTheyAre() {
        let names = "Größe 装置 устройство … ñ é"
        #expect(bytes("\(names)") == names)
    }

    @Test func onlyMarksMakeEscapes() {
        let text: SafeText = "a \(SafeText("\u{1b}[0mb").marked(.red)) c"
        #expect(bytes(text) == "a \u{1b}[31m\\u{1b}[0mb\u{1b}[0m c")
        #expect(text.description == "a \\u{1b}[0mb c")
        #expect(bytes(SafeText("").marked(.bold)) == "")
    }

    @Test func widthsCountWhatIsShown() {
        let text = SafeText("\u{1b}b").marked(.bold)
        #expect(text.count == 7)
        #expect(bytes(text.padded(9)) == "\u{1b}[1m\\u{1b}b\u{1b}[0m  ")
        #expect(bytes((text + "cd").cut(8)) == "\u{1b}[1m\\u{1b}b\u{1b}[0m…")
        #expect(bytes((text + "cd").cut(9)) == "\u{1b}[1m\\u{1b}b\u{1b}[0mcd")
        #expect(bytes(text.cut(0)) == "…")
    }

    @Test func jsonIsEscapedWhereAnybodyForgotTo() {
        var json: [UInt8] = []
        SafeJSON.append(
            Array("{\"a\":\"\u{9b}\(Self.words.filter { $0 != "\n" })\"}\n".utf8), to: &json)
        #expect(json.dropLast().allSatisfy { (0x20..<0x7f).contains($0) })
        #expect(json.last == UInt8(ascii: "\n"))
        var broken: [UInt8] = []
        SafeJSON.append([0xed, 0xa0, 0x80, 0xff, 0x61], to: &broken)
        #expect(String(validating: broken, as: UTF8.self)?.hasSuffix("a") == true)
    }
}
