import Foundation
import TestSupport
import Testing

/// Names and files are strangers' words: whatever they hold, nothing of it moves the terminal.
struct ControlCharacterTests {
    /// Commands on a device, without their source.
    static let readers = [
        ["list", "-v"], ["list", "--json"], ["recommend", "--color", "always"],
        ["recommend", "--json"], ["recommend", "--format", "c"],
        ["recommend", "--format", "sparse"], ["explain", "01:00.0", "0"],
        ["explain", "--json", "01:00.0", "0"], ["capture"], ["capture", "--anonymize"],
        ["list", "-d", "::0108"], ["recommend", "--confidential", "--page-size", "4k,64k"],
    ]
    static let probes = [
        ["probe", "01:00.0"], ["probe", "--color", "always", "--bind", "--verify", "01:00.0"],
        ["probe", "--json", "--bind", "--verify", "01:00.0"],
        ["probe", "--bind", "--dry-run", "01:00.0"],
        ["probe", "--bind", "--dry-run", "--json", "01:00.0"], ["restore"],
        ["capture", "--live", "--bind"],
    ]

    /// A snapshot.
    ///
    /// - Parameters:
    ///   - driver: what the device is bound to.
    ///   - isWhole: whether it has every key that holds a string; some of them end a probe early.
    static func snapshot(driver: String = "nvme", isWhole: Bool = true) -> [String: Any] {
        var device: [String: Any] = [
            "address": "0000:01:00.0", "vendor": "0x1e0f", "device": "0x0025",
            "class": "0x010802", "revision": "0x01", "driver": driver, "iommuGroup": 12,
            "resources": [
                ["index": 0, "start": "0xfe800000", "size": "0x10000", "flags": "0x140204"]
            ],
            "msix": [
                "entries": 129, "table": ["bar": 0, "offset": "0x5200"] as [String: Any],
                "pba": ["bar": 0, "offset": "0xd600"] as [String: Any],
            ] as [String: Any],
            "tsm": ["connect": "tsm0", "bound": "tvm0", "dsm": "0000:01:00.0"],
        ]
        if isWhole {
            device["claims"] = [["bar": 0, "holder": "BOOTFB"]]
            device["tdisp"] = ["report": "0x00", "placement": "auto", "unit": "page"]
            device["vfio"] = ["backend": "cdev", "regions": []] as [String: Any]
            device["faults"] = [
                ["part": "identity", "reason": "failed", "text": "read config: EIO"]
            ]
        }
        let neighbor: [String: Any] = [
            "address": "0000:02:00.0",
            "resources": [
                ["index": 0, "start": "0xfe810000", "size": "0x1000", "flags": "0x140204"]
            ],
            "faults": [["part": "resources", "reason": "failed", "text": "read resource: EIO"]],
        ]
        return [
            "schema": "vfio-probe/snapshot/1",
            "host": [
                "pageSize": 4096, "kernel": "7.2.13", "machine": "x86_64", "complete": false,
                "neighbours": [neighbor], "neighboursKnown": true,
            ] as [String: Any],
            "devices": [device],
            "scenario": [
                "interfaces": ["cdev", "group"], "vfioDriver": "loaded", "refusingDrivers": ["x"],
                "idDrivers": ["nvme"], "waitingDrivers": ["x"],
                "failures": [["call": "x", "object": "x", "errno": "EBUSY"]],
            ] as [String: Any],
        ]
    }

    static let places = StrangersWords.places(snapshot()).sorted()

    @Test(arguments: places) func inAString(place: String) throws {
        let commands = [
            ["list", "-v"], ["recommend", "--json"], ["capture"],
            ["probe", "--bind", "--verify", "01:00.0"],
        ]
        for isKept in [false, true] {
            let document = StrangersWords.replacing(place, in: Self.snapshot(), keeping: isKept)
            try Self.expectClean(commands, mock: StrangersWords.file(document))
        }
    }

    @Test(arguments: readers + probes) func inEveryStringThatMayBeAnything(command: [String]) throws
    {
        for isWhole in [false, true] {
            try Self.expectClean(
                [command], mock: StrangersWords.file(Self.marked(isWhole: isWhole, keeping: true)))
        }
    }

    /// A snapshot with the mark in every string that may be anything.
    ///
    /// - Parameter isKept: whether what stood there stands behind the mark.
    static func marked(isWhole: Bool = true, keeping isKept: Bool) -> Any {
        let places = [
            ".devices.driver", ".devices.claims.holder", ".devices.tsm.connect",
            ".devices.tsm.bound", ".devices.tsm.dsm", ".devices.vfio.backend",
            ".devices.faults.text", ".host.kernel", ".host.machine",
            ".host.neighbours.faults.text", ".scenario.refusingDrivers",
        ]
        return places.reduce(Self.snapshot(driver: "x-vfio-pci", isWhole: isWhole) as Any) {
            StrangersWords.replacing($1, in: $0, keeping: isKept)
        }
    }

    @Test(arguments: StrangersWords.Spelling.allCases)
    func inEverySpelling(spelling: StrangersWords.Spelling) throws {
        for place in Self.places where spelling != .escaped {
            let document = StrangersWords.replacing(place, in: Self.snapshot(), keeping: false)
            try Self.expectClean(
                [["list", "-v"]], mock: StrangersWords.file(document, spelling.bytes))
        }
        let document = StrangersWords.replacing(
            ".devices.driver", in: Self.snapshot(driver: "x-vfio-pci", isWhole: false),
            keeping: true)
        try Self.expectClean(
            [["list", "-v"], ["list", "--json"], ["capture"]] + Self.probes,
            mock: StrangersWords.file(document, spelling.bytes))
    }

    /// A disk that a process has open and that is mounted, or a record of an interrupted run.
    static func scenario(_ name: String) throws -> [String: Any] {
        let path = Repository.root.appending(path: "Mocks/scenarios/\(name).json")
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: path))
        var document = try #require(object as? [String: Any])
        if name == "nvme-mounted" { addProcess(to: &document) }
        return document
    }

    private static func addProcess(to document: inout [String: Any]) {
        var scenario = document["scenario"] as? [String: Any] ?? [:]
        var files = scenario["files"] as? [String: String] ?? [:]
        var links = scenario["links"] as? [String: String] ?? [:]
        files["/proc/4711/comm"] = "postgres\n"
        files["/proc/4711/maps"] = ""
        files["/proc/4711/fd/."] = ""
        links["/proc/4711/root"] = "/"
        for kind in ["mnt:[4026531841]", "net:[4026531840]", "pid:[4026531836]"] {
            links["/proc/4711/ns/\(kind.prefix(3))"] = kind
        }
        links["/proc/4711/fd/0"] = "/dev/nvme0n1p1"
        files["/sys/bus/pci/devices/0000:01:00.0/reset_method"] = "flr bus\n"
        scenario["files"] = files
        scenario["links"] = links
        document["scenario"] = scenario
    }

    @Test(arguments: [
        ("nvme-mounted", ["probe", "--bind", "01:00.0"]), ("interrupted-run", ["restore"]),
        ("bind-refused-by-kernel", ["probe", "--bind", "01:00.0"]),
    ])
    func inTheNamesOfFilesAndInWhatTheyHold(name: String, command: [String]) throws {
        let document = try Self.scenario(name)
        let scenario = try #require(document["scenario"])
        for name in StrangersWords.names(scenario).subtracting(Self.layout) {
            for namesToo in [false, true] {
                let other = StrangersWords.replacing(name: name, in: scenario, namesToo: namesToo)
                let changed = document.merging(["scenario": other]) { $1 }
                let file = try StrangersWords.file(
                    changed, StrangersWords.escaped(StrangersWords.name))
                try Self.expectClean([command], mock: file)
            }
        }
    }

    /// What sysfs calls its own directories.
    private static let layout: Set = ["sys", "bus", "pci", "devices", "class", "..", ".", "proc"]

    /// The driver that somebody bound a device to while a run was interrupted.
    @Test func inTheNameOfADriverBoundMeanwhile() throws {
        let document = try Self.scenario("interrupted-run")
        var scenario = document["scenario"] as? [String: Any] ?? [:]
        scenario["links"] = [
            "/sys/bus/pci/devices/0000:01:00.0/driver": "../../../bus/pci/drivers/other"
        ]
        let changed = document.merging([
            "scenario": StrangersWords.replacing(name: "other", in: scenario, namesToo: false)
        ]) { $1 }
        let file = try StrangersWords.file(changed, StrangersWords.escaped("\u{1b}[31mevil"))
        let told = try Self.expectClean([["restore"]], mock: file)
        #expect(told.contains("bound to \\u{1b}[31mevil meanwhile"))
    }

    /// The driver that a device is bound to, in the table of a probe.
    @Test func inTheNameOfADriverOfVFIO() throws {
        let document = StrangersWords.replacing(
            ".devices.driver", in: Self.snapshot(driver: "x-vfio-pci", isWhole: false),
            keeping: true)
        let file = try StrangersWords.file(document, StrangersWords.escaped("\u{1b}[31m"))
        let told = try Self.expectClean([["probe", "01:00.0"]], mock: file)
        #expect(told.contains("driver \\u{1b}[31mx-vfio-pci"))
    }

    @Test(arguments: readers + probes) func inAFile(command: [String]) throws {
        try Repository.withTemporaryDirectory { folder in
            // The file's own name is one of the strangers' words.
            let path = folder + "/\u{1b}[31m\u{202e}\nFORGED.json"
            for text in ["{\u{9b}", "{\"\u{1b}[31m\": 1}", "{\"schema\": \"\\u001b\"}", ""] {
                try Data(text.utf8).write(to: URL(filePath: path))
                try Self.expectClean(command + ["--mock", path])
            }
        }
    }

    @Test(arguments: readers) func inARecordedTree(command: [String]) throws {
        try Repository.withTemporaryDirectory { folder in
            let tree = folder + "/\u{1b}[31m"
            let device = tree + "/devices/0000:01:00.0"
            try FileManager.default.createDirectory(
                atPath: device + "/tsm", withIntermediateDirectories: true)
            let attributes = [
                "vendor": "0x1e0f\n", "device": "0x0025\n", "class": "0x010802\n",
                "resource": "", "config": "", "power_state": "D0\n", "reset_method": "flr\n",
                "revision": "0x01\n", "enable": "1\n", "tsm/connect": "tsm0\n",
                "tsm/bound": "", "tsm/dsm": "",
            ]
            for sound in [false, true] {
                for (name, text) in attributes {
                    let bytes = Data(((sound ? text : "") + StrangersWords.word).utf8)
                    try (bytes + [0x9b, 0xff]).write(to: URL(filePath: "\(device)/\(name)"))
                }
                try Self.expectClean(command + ["--sysfs", tree])
            }
            for name in ["driver", "iommu_group"] {
                try FileManager.default.createSymbolicLink(
                    atPath: "\(device)/\(name)",
                    withDestinationPath: "../" + StrangersWords.name)
            }
            try Self.expectClean(command + ["--sysfs", tree])
            try FileManager.default.createDirectory(
                atPath: tree + "/devices/" + StrangersWords.name,
                withIntermediateDirectories: true)
            try Self.expectClean(command + ["--sysfs", tree])
        }
    }

    @Test(arguments: [["tdisp", "decode"], ["tdisp", "decode", "--json"]])
    func inAReport(command: [String]) throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/\u{9b}\u{1b}[31m"
            let contents =
                [Data(StrangersWords.word.utf8), Data("0x00\u{1b}[31m zz".utf8), Data()]
                + StrangersWords.Spelling.allCases.map { Data($0.bytes) }
            for bytes in contents {
                try bytes.write(to: URL(filePath: path))
                try Self.expectClean(command + [path])
                try Self.expectClean([
                    "recommend", "--mock", Repository.mock("nvme-aligned"), "--tdisp-report", path,
                ])
            }
        }
    }

    /// An argument has no NUL, and the parser quotes it line by line.
    private static let argument =
        StrangersWords.word.replacing("\0", with: "").replacing("\n", with: "")

    @Test(arguments: [
        [argument], ["list", argument], ["list", "-s", argument], ["list", "-d", argument],
        ["list", "--\(argument)"], ["list", "--color", argument],
        ["recommend", "--page-size", argument], ["recommend", "--format", argument],
        ["recommend", "--mmio-reporting-offset", argument], ["recommend", "--pba", argument],
        ["recommend", "--tdisp-placement", argument], ["recommend", "--tdisp-unit", argument],
        ["recommend", "--check", argument], ["recommend", "--sysfs", argument],
        ["explain", argument, argument], ["explain", "01:00.0", "0:\(argument)"],
        ["probe", "--interface", argument, "01:00.0"], ["probe", "--force", argument, "01:00.0"],
        ["restore", argument], ["restore", "--mock", argument], ["tdisp", "decode", argument],
        ["capture", "-o", "/nowhere/\(argument)", "--mock", argument],
    ])
    func inArguments(command: [String]) throws {
        try Self.expectClean(command)
    }

    @discardableResult
    private static func expectClean(_ commands: [[String]], mock: Data) throws -> String {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/mock.json"
            try mock.write(to: URL(filePath: path))
            return try commands.map { try expectClean($0 + ["--mock", path]) }.joined()
        }
    }

    /// Both streams are text of which a terminal obeys nothing but ends of lines and colors.
    @discardableResult
    private static func expectClean(_ command: [String]) throws -> String {
        let result = try Program.run(command)
        #expect(result.isText, "\(command)")
        let text = result.output + result.errors
        #expect(result.status == 0 || !text.isEmpty, "\(command)")
        let colors = command.contains("always") ? /\u{1b}\[[0-9]+m/ : /(?!)/
        let tabs = command.contains("c")
        let obeyed = text.replacing(colors, with: "").unicodeScalars.filter {
            $0 != "\n" && !($0 == "\t" && tabs)
                && ([.control, .format, .lineSeparator, .paragraphSeparator].contains(
                    $0.properties.generalCategory) || $0.properties.isDefaultIgnorableCodePoint)
        }
        #expect(obeyed.isEmpty, "\(command): \(obeyed.map(\.value))")
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("FORGED") }, "\(command)")
        if tabs {
            #expect(
                result.output.ranges(of: "/*").count == result.output.ranges(of: "*/").count)
        }
        return text
    }
}
