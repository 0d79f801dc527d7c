import Foundation
import PCISnapshot
import SnapshotFile
import TestSupport

/// The runs that are recorded: together they show every command and format, every rule, class,
/// finding and kind of advice.
enum GoldenSet {
    /// All of them; each file once.
    static let cases: [GoldenCase] =
        everything("nvme-unaligned-table", "01:00.0", "0:0x5000-0x6000")
        + everything("tdisp-msix-window-unaligned", "e1:00.0", "0")
        + everything("sub-page-with-neighbour", "0c:00.0", "0:0x10")
        + listed.flatMap(lists) + probed.flatMap(probes) + captured.map(capture)
        + anonymized.map(anonymous) + planned.flatMap(plans) + reported.flatMap(reports)
        + explanations + rules + scenarios + inputs

    /// Mocks whose capabilities, or what is wrong with them, `list` shows.
    private static let listed = [
        "tee-io-ide-doe", "tsm-connected", "resizable-bar-gpu", "enhanced-allocation",
        "sriov-pf-and-vf", "capability-chain-loops", "device-asleep", "bar-unassigned",
    ]
    /// Mocks that answer as a kernel did, or as its driver would.
    private static let probed = [
        "live-nvme-linux-7.2", "live-sub-page-linux-7.2", "io-bar", "nvme-16k-bar-on-64k-host",
        "tdisp-known-offset-leaves-gap",
    ]
    /// Mocks with what only some snapshots hold.
    private static let captured = [
        "live-sub-page-linux-7.2", "neighbour-unread", "bar-claimed", "device-asleep",
        "tdisp-offset-out-of-range", "tdisp-unit-inconsistent", "tsm-connected",
    ]
    /// Mocks with something to be left out.
    private static let anonymized = [
        "live-sub-page-linux-7.2", "neighbour-unread", "device-asleep",
        "tdisp-msix-window-unaligned",
    ]
    /// Mocks whose interface reports are decoded.
    private static let reported = [
        "tdisp-reserved-bits-and-empty-range", "tdisp-order-violation", "tdisp-report-truncated",
        "tdisp-range-wraps",
    ]

    /// A mock, and the options of a plan.
    private struct Planned {
        let mock: String
        var page = "4k"
        var confidential = false

        init(_ mock: String, _ page: String = "4k", confidential: Bool = false) {
            self.mock = mock
            self.page = page
            self.confidential = confidential
        }
    }

    /// Mocks that show a rule or a finding that those above do not, at a page size that shows it.
    private static let planned: [Planned] = [
        Planned("bar-claimed"),
        Planned("bar-in-upper-half"),
        Planned("bar-kind-unclear"),
        Planned("bar-unassigned"),
        Planned("bars-of-two-functions-overlap", "64k"),
        Planned("bridge-with-bar"),
        Planned("capability-chain-loops"),
        Planned("config-without-root"),
        Planned("enhanced-allocation-other-size"),
        Planned("msix-bir-7"),
        Planned("msix-bir-names-io-bar"),
        Planned("msix-table-over-pba", confidential: true),
        Planned("msix-table-past-bar-end"),
        Planned("msix-twice"),
        Planned("neighbour-unread"),
        Planned("quirk-baidu-kunlun-vf", confidential: true),
        Planned("quirk-chelsio-t5-vf", confidential: true),
        Planned("quirk-ibm-ism"),
        Planned("sub-page-unknown-neighbours"),
        Planned("tdisp-all-private"),
        Planned("tdisp-bar-below-page", "16k"),
        Planned("tdisp-control-clear"),
        Planned("tdisp-flag-elsewhere"),
        Planned("tdisp-flag-without-msix", "64k"),
        Planned("tdisp-known-offset-leaves-gap", "64k"),
        Planned("tdisp-lock-ambiguous"),
        Planned("tdisp-locked-but-shared"),
        Planned("tdisp-locked-but-updatable"),
        Planned("tdisp-no-report"),
        Planned("tdisp-offset-missing"),
        Planned("tdisp-offset-out-of-range"),
        Planned("tdisp-order-violation", "64k"),
        Planned("tdisp-overlap-differs", "64k"),
        Planned("tdisp-pba-in-tee-range"),
        Planned("tdisp-placement-ambiguous", "64k"),
        Planned("tdisp-range-crosses-bar-end"),
        Planned("tdisp-range-id-no-bar"),
        Planned("tdisp-range-id-upper-half"),
        Planned("tdisp-range-not-aligned"),
        Planned("tdisp-range-on-io-bar"),
        Planned("tdisp-range-outside-bar"),
        Planned("tdisp-range-wraps"),
        Planned("tdisp-ranges-do-not-fit-bar"),
        Planned("tdisp-report-truncated"),
        Planned("tdisp-report-without-tee-io"),
        Planned("tdisp-reserved-bits-and-empty-range"),
        Planned("tdisp-table-in-tee-range"),
        Planned("tdisp-tph-without-lock"),
        Planned("tdisp-unit-inconsistent"),
        Planned("tdisp-updatable-range"),
        Planned("vfio-file-offset-unaligned"),
        Planned("vfio-file-range-wraps"),
        Planned("vfio-file-ranges-overlap"),
        Planned("vfio-msix-vectors-without-capability"),
        Planned("vfio-no-mmap"),
        Planned("vfio-no-read-no-write"),
        Planned("vfio-odd-region-size"),
        Planned("vfio-reply-too-short"),
        Planned("vfio-small-region-without-resource", "16k"),
        Planned("vfio-sparse-area-over-table", "64k", confidential: true),
        Planned("vfio-sparse-area-past-region", "64k"),
        Planned("vfio-sparse-areas-overlap"),
    ]

    private static func path(_ mock: String) -> String { "Mocks/devices/\(mock).json" }

    private static func everything(_ mock: String, _ address: String, _ place: String)
        -> [GoldenCase]
    {
        let sizes = ["--page-size", "4k,16k,64k", "--mock", path(mock)]
        let explain = ["explain", "--mock", path(mock), address, place]
        return lists(mock) + probes(mock)
            + [
                capture(mock),
                GoldenCase(
                    file: "\(mock)/recommend.txt",
                    arguments: ["recommend", "--mock", path(mock)]),
                GoldenCase(
                    file: "\(mock)/recommend-all.txt", arguments: ["recommend"] + sizes),
                GoldenCase(
                    file: "\(mock)/recommend-all.json",
                    arguments: ["recommend", "--json"] + sizes),
                GoldenCase(
                    file: "\(mock)/recommend-all.h",
                    arguments: ["recommend", "--format", "c"] + sizes),
                GoldenCase(
                    file: "\(mock)/sparse-all.json",
                    arguments: ["recommend", "--format", "sparse"] + sizes),
                GoldenCase(
                    file: "\(mock)/confidential.txt",
                    arguments: ["recommend", "--confidential", "--mock", path(mock)]),
                GoldenCase(
                    file: "\(mock)/confidential.json",
                    arguments: ["recommend", "--json", "--confidential", "--mock", path(mock)]),
                GoldenCase(file: "\(mock)/explain.txt", arguments: explain),
                GoldenCase(file: "\(mock)/explain.json", arguments: explain + ["--json"]),
            ]
    }

    private static func lists(_ mock: String) -> [GoldenCase] {
        let source = ["--mock", path(mock)]
        return [
            GoldenCase(file: "\(mock)/list.txt", arguments: ["list"] + source),
            GoldenCase(file: "\(mock)/list-v.txt", arguments: ["list", "-v"] + source),
            GoldenCase(file: "\(mock)/list.json", arguments: ["list", "--json"] + source),
        ]
    }

    private static func capture(_ mock: String) -> GoldenCase {
        GoldenCase(file: "\(mock)/capture.json", arguments: ["capture", "--mock", path(mock)])
    }

    private static func anonymous(_ mock: String) -> GoldenCase {
        GoldenCase(
            file: "\(mock)/capture-anonymized.json",
            arguments: ["capture", "--anonymize", "--mock", path(mock)])
    }

    private static func probes(_ mock: String) -> [GoldenCase] {
        probes(["--mock", path(mock)], in: mock)
    }

    private static func probes(_ source: [String], in folder: String) -> [GoldenCase] {
        let verify = ["probe", "--bind", "--verify"] + source
        let dryRun = ["probe", "--bind", "--dry-run"] + source
        return [
            GoldenCase(file: "\(folder)/probe.txt", arguments: verify),
            GoldenCase(file: "\(folder)/probe.json", arguments: verify + ["--json"]),
            GoldenCase(file: "\(folder)/dry-run.txt", arguments: dryRun),
            GoldenCase(file: "\(folder)/dry-run.json", arguments: dryRun + ["--json"]),
        ]
    }

    private static func plans(_ planned: Planned) -> [GoldenCase] {
        let name =
            "\(planned.mock)/recommend-\(planned.page)"
            + (planned.confidential ? "-confidential" : "")
        let arguments =
            ["recommend", "--page-size", planned.page, "--mock", path(planned.mock)]
            + (planned.confidential ? ["--confidential"] : [])
        return [
            GoldenCase(file: name + ".txt", arguments: arguments),
            GoldenCase(file: name + ".json", arguments: arguments + ["--json"]),
        ]
    }

    /// The report of a mock's first device, as hexadecimal text on standard input.
    private static func reports(_ mock: String) -> [GoldenCase] {
        let bytes = (try? Repository.bytes(Repository.mock(mock))) ?? []
        let machine = try? SnapshotFile.decode(bytes, name: mock)
        let report = machine?.devices.first?.tdisp?.report ?? []
        let decode = ["tdisp", "decode", "-"]
        return [
            GoldenCase(
                file: "\(mock)/tdisp-decode.txt", arguments: decode, input: Hex.dump(report)),
            GoldenCase(
                file: "\(mock)/tdisp-decode.json", arguments: decode + ["--json"],
                input: Hex.dump(report)),
        ]
    }

    /// Bytes with few claims and with many, and a BAR that is not there.
    private static let explanations: [GoldenCase] = [
        ("tdisp-msix-locked", "e1:00.0", "0:0x0-0x4000"),
        ("vfio-linux-4.6-sparse-around-table", "01:00.0", "3"),
        ("sub-page-with-neighbour", "0d:00.0", "5"),
    ].flatMap { mock, address, place in
        let arguments = ["explain", "--mock", path(mock), address, place]
        let name = "\(mock)/explain-bar\(place.prefix(1))"
        return [
            GoldenCase(file: name + ".txt", arguments: arguments),
            GoldenCase(file: name + ".json", arguments: arguments + ["--json"]),
        ]
    }

    /// A rule that gives a class, and one that only leads to a finding.
    private static let rules: [GoldenCase] = ["msix.shared-page", "quirk.baidu-kunlun-vf"].flatMap {
        let explain = ["explain", "--rule", $0]
        return [
            GoldenCase(file: "rules/\($0).txt", arguments: explain),
            GoldenCase(file: "rules/\($0).json", arguments: explain + ["--json"]),
        ]
    }

    /// A device that is borrowed, two that are not, and one that a run left behind.
    private static let scenarios: [GoldenCase] =
        probes(scenario("nvme-to-borrow"), in: "nvme-to-borrow")
        + [
            GoldenCase(
                file: "nvme-to-borrow/capture-live.json",
                arguments: ["capture", "--live", "--bind"] + scenario("nvme-to-borrow")),
            GoldenCase(
                file: "bind-refused-by-kernel/probe.txt",
                arguments: ["probe", "--bind"] + scenario("bind-refused-by-kernel")),
            GoldenCase(
                file: "nvme-mounted/probe.json",
                arguments: ["probe", "--json", "--bind"] + scenario("nvme-mounted")),
            GoldenCase(
                file: "nvme-mounted/restore.txt",
                arguments: ["restore"] + scenario("nvme-mounted")),
            GoldenCase(
                file: "interrupted-run/restore.txt",
                arguments: ["restore"] + scenario("interrupted-run")),
        ]

    private static func scenario(_ name: String) -> [String] {
        ["--mock", "Mocks/scenarios/\(name).json"]
    }

    /// What no mock shows: a kernel that answers otherwise than sysfs, messages, broken files.
    private static let inputs: [GoldenCase] =
        probes(["--touch", "--mock", input("kernel-differs.json")], in: "kernel-differs")
        + ["report-messages", "report-odd", "report-cut-off"].flatMap { name in
            let decode = ["tdisp", "decode", input("\(name).hex")]
            return [
                GoldenCase(file: "\(name)/tdisp-decode.txt", arguments: decode),
                GoldenCase(
                    file: "\(name)/tdisp-decode.json", arguments: decode + ["--json"]),
            ]
        } + [
            GoldenCase(
                file: "scenario-all-keys/probe.txt",
                arguments: [
                    "probe", "--bind", "--verify", "--mock", input("scenario-all-keys.json"),
                ]),
            GoldenCase(
                file: "sub-page-with-neighbour/capture-one.json",
                arguments: [
                    "capture", "--mock", path("sub-page-with-neighbour"), "0c:00.0",
                ]),
            GoldenCase(
                file: "neighbour-unread/capture-one.json",
                arguments: ["capture", "--mock", path("neighbour-unread"), "01:00.0"]),
            GoldenCase(
                file: "nvme-unaligned-table/explain-64k.json",
                arguments: [
                    "explain", "--json", "--page-size", "64k", "--mock",
                    path("nvme-unaligned-table"), "01:00.0", "0:0x6000",
                ]),
            GoldenCase(
                file: "vfio-no-read-no-write/recommend-4k.h",
                arguments: [
                    "recommend", "--format", "c", "--page-size", "4k", "--mock",
                    path("vfio-no-read-no-write"),
                ]),
            GoldenCase(
                file: "qemu-q35/recommend-4k.json",
                arguments: [
                    "recommend", "--json", "--page-size", "4k", "--sysfs",
                    "Mocks/sysfs/qemu-q35", "01:00.0",
                ]),
        ]

    private static func input(_ name: String) -> String { "Tests/Golden/Inputs/\(name)" }
}
