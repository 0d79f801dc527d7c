import Foundation
import TestSupport
import Testing

/// Names and files are strangers' words: whatever they hold, nothing of it moves the terminal.
struct ControlCharacterTests {
    /// Escape and bell, C1 as UTF-8, a mark that reorders the line, line separator, DEL, CR.
    static let word = "\u{1b}]0;own\u{7}\u{9b}31m\u{202e}\u{2028}\u{7f}\r\u{200b}"

    /// A snapshot with a word in every string that a snapshot has.
    static func snapshot(_ word: String = word) throws -> Data {
        let device: [String: Any] = [
            "address": "0000:01:00.0", "vendor": "0x1e0f", "device": "0x25",
            "driver": word, "iommuGroup": 1,
            "resources": [
                ["index": 0, "start": "0xfe800000", "size": "0x10000", "flags": "0x140204"]
            ],
            "tsm": ["connect": word, "bound": word, "dsm": word],
            "vfio": ["backend": word, "regions": []] as [String: Any],
            "faults": [["part": "identity", "reason": "failed", "text": word]],
        ]
        return try JSONSerialization.data(withJSONObject: [
            "schema": "vfio-probe/snapshot/1",
            "host": ["kernel": word, "machine": word], "devices": [device],
            "scenario": ["refusingDrivers": [word]],
        ])
    }

    /// Commands on a device, without their source.
    static let readers = [
        ["list", "-v"], ["list", "--json"], ["recommend"], ["recommend", "--json"],
        ["recommend", "--format", "c"], ["recommend", "--format", "sparse"],
        ["explain", "01:00.0", "0"], ["explain", "--json", "01:00.0", "0"], ["capture"],
        ["capture", "--anonymize"],
    ]
    static let probes = [
        ["probe", "01:00.0"], ["probe", "--json", "--bind", "--verify", "01:00.0"],
        ["probe", "--bind", "--dry-run", "01:00.0"], ["restore"], ["capture", "--live"],
    ]

    @Test(arguments: readers + probes)
    func inASnapshot(command: [String]) throws {
        try Repository.withTemporaryDirectory { folder in
            // The file's own name is one of the strangers' words.
            let path = folder + "/\u{1b}[31m\u{202e}.json"
            try Self.snapshot().write(to: URL(filePath: path))
            try Self.expectClean(command + ["--mock", path])
            try Data("{\u{9b}".utf8).write(to: URL(filePath: path))
            try Self.expectClean(command + ["--mock", path])
        }
    }

    @Test(arguments: readers)
    func inARecordedTree(command: [String]) throws {
        try Repository.withTemporaryDirectory { folder in
            let tree = folder + "/\u{1b}[31m"
            let device = tree + "/devices/0000:01:00.0"
            try FileManager.default.createDirectory(
                atPath: device, withIntermediateDirectories: true)
            for name in ["vendor", "device", "class", "resource", "config", "power_state"] {
                try Data(Self.word.utf8).write(to: URL(filePath: "\(device)/\(name)"))
            }
            for name in ["driver", "iommu_group"] {
                try FileManager.default.createSymbolicLink(
                    atPath: "\(device)/\(name)", withDestinationPath: "../" + Self.word)
            }
            try Self.expectClean(command + ["--sysfs", tree])
            try FileManager.default.createDirectory(
                atPath: tree + "/devices/" + Self.word, withIntermediateDirectories: true)
            try Self.expectClean(command + ["--sysfs", tree])
        }
    }

    @Test(arguments: [
        [word], ["list", word], ["list", "-s", word], ["list", "-d", word], ["list", "--\(word)"],
        ["recommend", "--page-size", word], ["recommend", "--mmio-reporting-offset", word],
        ["recommend", "--sysfs", word], ["explain", word, word], ["restore", word],
        ["tdisp", "decode", word], ["capture", "-o", "/nowhere/\(word)", "--mock", word],
    ])
    func inArguments(command: [String]) throws {
        try Self.expectClean(command)
    }

    private static func expectClean(_ command: [String]) throws {
        let result = try Program.run(command)
        let text = result.output + result.errors
        #expect(!text.isEmpty, "\(command)")
        // The C header is indented as C is.
        let obeyed = text.unicodeScalars.filter {
            $0 != "\n" && $0 != "\t"
                && [.control, .format, .lineSeparator].contains($0.properties.generalCategory)
        }
        #expect(obeyed.isEmpty, "\(command): \(obeyed.map(\.value))")
    }
}
