import Foundation
import TestSupport
import Testing

/// `lspci` as a second opinion: the same functions, BARs, sizes and MSI-X places.
struct LspciOracleTests {
    private static let lspci = "/usr/bin/lspci"

    /// What both tools can tell of one function, in one wording.
    private struct Facts: Equatable {
        var id = ""
        var bars: Set<String> = []
        var msix = ""
    }

    @Test func theRecordedTree() throws {
        let ours = try facts(ofListing: ["--sysfs", Repository.tree])
        let theirs = try facts(ofLspci: [
            "-A", "linux-sysfs", "-O", "sysfs.path=\(Repository.tree)",
        ])
        #expect(ours.count == 23)
        compare(ours, theirs)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/sys/bus/pci/devices")))
    func thisMachine() throws {
        compare(try facts(ofListing: []), try facts(ofLspci: []))
    }

    private func compare(_ ours: [String: Facts], _ theirs: [String: Facts]) {
        #expect(Set(ours.keys) == Set(theirs.keys))
        for (address, facts) in theirs { #expect(ours[address] == facts, "\(address)") }
    }

    private func facts(ofListing arguments: [String]) throws -> [String: Facts] {
        let result = try Program.run(["list", "--json"] + arguments)
        #expect(result.status == 0)
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        let devices = try #require((object as? [String: Any])?["devices"] as? [[String: Any]])
        var facts: [String: Facts] = [:]
        for device in devices {
            var one = Facts()
            one.id = device["id"] as? String ?? ""
            for bar in device["bars"] as? [[String: Any]] ?? [] {
                let kind = bar["kind"] as? String == "io" ? "io" : "memory"
                let wide = bar["kind"] as? String == "mem64" ? "64" : "32"
                let index = bar["bar"] as? Int ?? -1
                let start = (bar["start"] as? String ?? "").dropFirst(2)
                let size = Int((bar["size"] as? String ?? "").dropFirst(2), radix: 16) ?? 0
                one.bars.insert("\(index) \(kind) \(wide) \(start) \(size)")
            }
            if let msix = device["msix"] as? [String: Any] {
                one.msix = "\(msix["entries"] ?? "")" + place(msix["table"]) + place(msix["pba"])
            }
            facts[device["address"] as? String ?? ""] = one
        }
        return facts
    }

    private func place(_ object: Any?) -> String {
        let place = object as? [String: Any]
        let offset = Int((place?["offset"] as? String ?? "").dropFirst(2), radix: 16) ?? -1
        return " BAR=\(place?["bar"] ?? "") offset=\(offset)"
    }

    private func facts(ofLspci arguments: [String]) throws -> [String: Facts] {
        let result = try Program.run(Self.lspci, ["-D", "-nn", "-vv"] + arguments)
        var facts: [String: Facts] = [:]
        var address = ""
        for line in result.output.split(separator: "\n") {
            if let match = line.firstMatch(
                of: /^([0-9a-f]+:[0-9a-f:.]+) .*\[([0-9a-f]{4}:[0-9a-f]{4})\]/)
            {
                address = String(match.1)
                facts[address] = Facts(id: String(match.2))
            } else if let match = line.firstMatch(
                of:
                    /Region (\d): (Memory|I\/O ports) at ([0-9a-f]+)(?: \((32|64)-bit)?.*\[size=(\d+)([KMGT]?)\]/
            ) {
                let units = ["": 0, "K": 10, "M": 20, "G": 30, "T": 40]
                let size = (Int(match.5) ?? 0) << (units[String(match.6)] ?? 0)
                let kind = match.2 == "Memory" ? "memory" : "io"
                let start = String(UInt64(match.3, radix: 16) ?? 0, radix: 16)
                facts[address]?.bars.insert(
                    "\(match.1) \(kind) \(match.4 ?? "32") \(start) \(size)")
            } else if let match = line.firstMatch(of: /MSI-X: Enable. Count=(\d+)/) {
                facts[address]?.msix = String(match.1)
            } else if let match = line.firstMatch(
                of: /(?:Vector table|PBA): BAR=(\d) offset=([0-9a-f]+)/)
            {
                let offset = Int(match.2, radix: 16) ?? -1
                facts[address]?.msix += " BAR=\(match.1) offset=\(offset)"
            }
        }
        return facts
    }
}
