import Foundation
import TestSupport

/// Words that try to move a terminal, and JSON documents with them in the place of any string.
enum StrangersWords {
    /// Escape and bell, NUL, C1, marks of direction and of no width, separators of lines, DEL, CR,
    /// the end of a C comment, and a line that would be taken for the program's own.
    static let word =
        "\u{1b}]0;own\u{7}\u{1b}[31m\u{0}\u{9b}31m\u{202e}\u{2066}\u{200f}\u{61c}\u{2028}\u{2029}"
        + "\u{7f}\r\u{200b}\u{feff}*/??/\nFORGED"

    /// The same as the name of a file.
    static let name = word.replacing("/", with: "").replacing("\0", with: "")

    /// What stands for a word until a document is bytes.
    private static let mark = "STRANGERS-WORD"

    /// The bytes of a word within a JSON string.
    enum Spelling: CaseIterable {
        case escaped
        case loneSurrogates
        case invalidUTF8
        case splitSurrogatesInUTF8

        var bytes: [UInt8] {
            switch self {
            case .escaped: StrangersWords.escaped(word)
            case .loneSurrogates: Array("\\ud800a\\udc00\\u001b".utf8)
            case .invalidUTF8: [0x9b, 0x33, 0x31, 0x6d, 0xc0, 0x9b, 0xff, 0xe2, 0x80]
            case .splitSurrogatesInUTF8: [0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80]
            }
        }
    }

    /// A word in JSON, every character escaped.
    static func escaped(_ word: String) -> [UInt8] {
        word.utf16.flatMap { Array("\\u\(String(format: "%04x", $0))".utf8) }
    }

    /// A document as a file's bytes, with a word's in the place of the mark.
    static func file(_ document: Any, _ word: [UInt8] = Spelling.escaped.bytes) throws -> Data {
        let text = try JSONSerialization.data(
            withJSONObject: document, options: [.withoutEscapingSlashes])
        var bytes: [UInt8] = []
        for (index, part) in String(decoding: text, as: UTF8.self)
            .components(separatedBy: mark).enumerated()
        {
            if index > 0 { bytes += word }
            bytes += part.utf8
        }
        return Data(bytes)
    }

    /// The places of strings in a document, without indexes: `devices.driver`.
    static func places(_ value: Any, _ path: String = "") -> Set<String> {
        switch value {
        case let object as [String: Any]:
            object.reduce(into: []) { $0.formUnion(places($1.value, "\(path).\($1.key)")) }
        case let list as [Any]: list.reduce(into: []) { $0.formUnion(places($1, path)) }
        case is String: [path]
        default: []
        }
    }

    /// The document with the word before or in the place of every string at one place.
    static func replacing(
        _ place: String, in value: Any, keeping isKept: Bool, _ path: String = ""
    ) -> Any {
        switch value {
        case let object as [String: Any]:
            Dictionary(
                uniqueKeysWithValues: object.map {
                    ($0, replacing(place, in: $1, keeping: isKept, "\(path).\($0)"))
                })
        case let list as [Any]:
            list.map { replacing(place, in: $0, keeping: isKept, path) }
        case let text as String where path == place: isKept ? mark + text : mark
        default: value
        }
    }

    /// The names within the strings and keys of a scenario: parts of paths, fields of files.
    static func names(_ value: Any) -> Set<String> {
        switch value {
        case let object as [String: Any]:
            object.reduce(into: []) { names, member in
                if member.key.hasPrefix("/") { names.formUnion(self.names(member.key)) }
                names.formUnion(self.names(member.value))
            }
        case let list as [Any]: list.reduce(into: []) { $0.formUnion(names($1)) }
        case let text as String: Set(text.split(whereSeparator: separates).map(String.init))
        default: []
        }
    }

    /// The scenario with the word in the place of a name: in what files and links hold, and if
    /// wanted in their own names.
    static func replacing(name: String, in value: Any, namesToo: Bool) -> Any {
        switch value {
        case let object as [String: Any]:
            Dictionary(
                object.map { key, value in
                    (
                        // What the scenario's format calls its parts has no slash.
                        namesToo && key.hasPrefix("/") ? replaced(name, key) : key,
                        replacing(name: name, in: value, namesToo: namesToo)
                    )
                }, uniquingKeysWith: { one, _ in one })
        case let list as [Any]:
            list.map { replacing(name: name, in: $0, namesToo: namesToo) }
        case let text as String: replaced(name, text)
        default: value
        }
    }

    private static func separates(_ character: Character) -> Bool { " /\n,".contains(character) }

    private static func replaced(_ name: String, _ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while !rest.isEmpty {
            let part = rest.prefix { !separates($0) }
            rest = rest.dropFirst(part.count)
            result += part == name ? mark : String(part)
            if let separator = rest.popFirst() { result.append(separator) }
        }
        return result
    }
}
