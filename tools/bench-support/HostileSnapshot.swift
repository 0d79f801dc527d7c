import PCISnapshot

/// Snapshot files that try to cost as much as they can: nobody's machine, but valid text.
enum HostileSnapshot: String, CaseIterable {
    /// As many functions as fit.
    case functions
    /// Functions whose small BARs all lie in one page.
    case onePage = "one-page"
    /// Functions that are known for their memory only.
    case neighbors
    /// Six BARs of a function, each with a thousand sparse areas.
    case areas
    /// Interface reports with thousands of ranges, which may lie anywhere in the BAR.
    case reports
    /// Capability chains of as many links as there is room for.
    case chains
    /// A list of zeros behind a key that nobody knows.
    case zeros
    /// Brackets, as deep as the file is long.
    case brackets

    private static let opening = "{\"schema\":\"vfio-probe/snapshot/1\",\"host\":{\"complete\":true"

    /// A file of about so many bytes.
    func text(_ bytes: Int) -> String {
        switch self {
        case .zeros: Self.unknown("[" + String(repeating: "0,", count: bytes / 2) + "0]")
        case .brackets:
            Self.unknown(
                String(repeating: "[", count: bytes / 2) + String(repeating: "]", count: bytes / 2))
        case .neighbors:
            "\(Self.opening),\"neighbours\":["
                + Self.fill(bytes) { Self.function($0, "", ids: false, Self.smallBAR) }
                + "]},\"devices\":[\(Self.function(1 << 20, "", Self.smallBAR))]}"
        case .functions: Self.devices(bytes) { Self.function($0, "") }
        case .onePage: Self.devices(bytes) { Self.function($0, "", Self.smallBAR) }
        case .areas: Self.devices(bytes) { Self.function($0, Self.manyAreas, Self.largeBAR) }
        case .reports: Self.devices(bytes) { Self.function($0, Self.report, Self.largeBAR) }
        case .chains: Self.devices(bytes) { Self.function($0, Self.chain) }
        }
    }

    private static func unknown(_ value: String) -> String {
        "\(opening)},\"devices\":[],\"future\":\(value)}"
    }

    private static func devices(_ bytes: Int, _ device: (UInt32) -> String) -> String {
        "\(opening)},\"devices\":[\(fill(bytes, device))]}"
    }

    private static func fill(_ bytes: Int, _ element: (UInt32) -> String) -> String {
        var text = element(0)
        var index: UInt32 = 1
        while text.utf8.count < bytes {
            text += "," + element(index)
            index += 1
        }
        return text
    }

    private static func function(
        _ number: UInt32, _ keys: String, ids: Bool = true, _ resources: String = ""
    ) -> String {
        let address = BusAddress(
            domain: number >> 16, bus: UInt8(number >> 8 & 0xff), device: UInt8(number >> 3 & 0x1f),
            function: UInt8(number & 7))
        return "{\"address\":\"\(address.map(String.init(describing:)) ?? "")\","
            + "\"resources\":[\(resources)]"
            + (ids ? ",\"vendor\":\"0x1\",\"device\":\"0x2\"" : "") + "\(keys)}"
    }

    private static let smallBAR =
        "{\"index\":0,\"start\":\"0xf0000000\",\"size\":\"0x10\",\"flags\":\"0x200\"}"
    private static let largeBAR =
        "{\"index\":0,\"start\":\"0x10000000000\",\"size\":\"0x100000000\",\"flags\":\"0x140204\"}"

    private static let manyAreas: String = {
        let areas = (0..<1000).map {
            "{\"offset\":\"0x\(String($0 * 0x2000, radix: 16))\",\"size\":\"0x1000\"}"
        }
        return ",\"vfio\":{\"regions\":[{\"index\":0,\"size\":\"0x100000000\",\"flags\":[\"read\","
            + "\"mmap\"],\"capabilities\":[{\"id\":\"sparse-mmap\",\"areas\":["
            + areas.joined(separator: ",") + "]}]}]}"
    }()

    private static let report: String = {
        var bytes = [UInt8](repeating: 0, count: 12) + [0xa0, 0x0f, 0, 0]
        for page in stride(from: UInt16(0), to: 8000, by: 2) {
            bytes += [UInt8(page & 0xff), UInt8(page >> 8), 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]
            bytes += [page & 2 == 0 ? 0 : 4, 0, 0, 0]
        }
        return ",\"tdisp\":{\"report\":\"\(Hex.dump(bytes))\"}"
    }()

    private static let chain: String = {
        var config = [UInt8](repeating: 0, count: 4096)
        config.replaceSubrange(0..<8, with: [0x86, 0x80, 1, 2, 0, 0, 0x10, 0])
        config[0x34] = 0x40
        for offset in stride(from: 0x40, to: 0x100, by: 4) {
            config[offset] = 9
            config[offset + 1] = UInt8(truncatingIfNeeded: offset + 4)
        }
        for offset in stride(from: 0x100, to: 0x1000, by: 4) {
            let next = offset + 4 < 0x1000 ? offset + 4 : 0
            config[offset] = 0x0b
            config[offset + 2] = UInt8(next & 0xf) << 4 | 1
            config[offset + 3] = UInt8(next >> 4)
        }
        return ",\"config\":\"\(config.map { Hex.digits($0, width: 2) }.joined())\""
    }()
}
