import PCISnapshot

/// A region as a hand-written snapshot tells it, and the kernel's reply that says the same.
///
/// Turned into bytes at once, so that the parser that reads a kernel's reply always runs.
struct RegionDescription: Decodable {
    private var size: UInt64
    private var offset: UInt64?
    private var flags: RegionInfo.Flags = []
    private var capabilities: [Capability]

    private enum Key: String, CodingKey {
        case size
        case offset
        case flags
        case capabilities
    }

    init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        size = try keys.hex(.size)
        offset = try keys.hexIfPresent(.offset)
        capabilities = try keys.present([Capability].self, .capabilities) ?? []
        for word in try keys.decode([String].self, forKey: .flags) {
            switch word {
            case "read": flags.insert(.read)
            case "write": flags.insert(.write)
            case "mmap": flags.insert(.mmap)
            default: throw keys.problem(.flags, "expected read, write or mmap, found \(word)")
            }
        }
    }

    /// The reply's bytes; an offset that is not told is the one that vfio-pci uses.
    func reply(index: Int) -> [UInt8] {
        RegionReply(
            index: index, flags: flags, size: size, fileOffset: offset,
            capabilities: capabilities.map(\.value)
        ).bytes
    }

    private struct Capability: Decodable {
        var value: RegionCapability

        private enum Key: String, CodingKey {
            case id
            case areas
        }

        private struct Area: Decodable {
            var value: RegionInfo.Area

            private enum Key: String, CodingKey {
                case offset
                case size
            }

            init(from decoder: any Decoder) throws {
                let keys = try decoder.container(keyedBy: Key.self)
                value = RegionInfo.Area(offset: try keys.hex(.offset), size: try keys.hex(.size))
            }
        }

        init(from decoder: any Decoder) throws {
            let keys = try decoder.container(keyedBy: Key.self)
            switch try keys.decode(String.self, forKey: .id) {
            case "msix-mappable": value = .msixMappable
            case "sparse-mmap":
                let areas = try keys.decode([Area].self, forKey: .areas)
                value = .sparseMmap(areas.map(\.value))
            default: throw keys.problem(.id, "expected msix-mappable or sparse-mmap")
            }
        }
    }
}
