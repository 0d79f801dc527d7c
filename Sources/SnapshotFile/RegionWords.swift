/// A region as a hand-written snapshot tells it, and the kernel's reply that says the same.
///
/// Turned into bytes at once, so that the parser that reads a kernel's reply always runs.
/// Layout: `struct vfio_region_info` and its capabilities, include/uapi/linux/vfio.h.
struct RegionWords: Decodable {
    private var size: UInt64
    private var offset: UInt64?
    private var flags: UInt32
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
        flags = capabilities.isEmpty ? 0 : 8
        for word in try keys.decode([String].self, forKey: .flags) {
            switch word {
            case "read": flags |= 1
            case "write": flags |= 2
            case "mmap": flags |= 4
            default: throw keys.problem(.flags, "expected read, write or mmap, found \(word)")
            }
        }
    }

    /// The reply's bytes; an offset that is not told is the one vfio-pci uses, index << 40.
    func reply(index: Int) -> [UInt8] {
        let bodies = capabilities.map(\.body)
        let total = bodies.reduce(32) { $0 + 8 + $1.count }
        var bytes: [UInt8] = []
        bytes.append(little: UInt32(total))
        bytes.append(little: flags)
        bytes.append(little: UInt32(index))
        bytes.append(little: UInt32(capabilities.isEmpty ? 0 : 32))
        bytes.append(little: size)
        bytes.append(little: offset ?? UInt64(index) << 40)
        for (capability, body) in zip(capabilities, bodies) {
            let end = bytes.count + 8 + body.count
            bytes.append(little: capability.id)
            bytes.append(little: UInt16(1))
            bytes.append(little: UInt32(end < total ? end : 0))
            bytes += body
        }
        return bytes
    }

    private struct Capability: Decodable {
        var id: UInt16
        var body: [UInt8] = []

        private enum Key: String, CodingKey {
            case id
            case areas
        }

        private struct Area: Decodable {
            var offset: UInt64
            var size: UInt64

            private enum Key: String, CodingKey {
                case offset
                case size
            }

            init(from decoder: any Decoder) throws {
                let keys = try decoder.container(keyedBy: Key.self)
                offset = try keys.hex(.offset)
                size = try keys.hex(.size)
            }
        }

        init(from decoder: any Decoder) throws {
            let keys = try decoder.container(keyedBy: Key.self)
            switch try keys.decode(String.self, forKey: .id) {
            case "msix-mappable": id = 3
            case "sparse-mmap":
                id = 1
                let areas = try keys.decode([Area].self, forKey: .areas)
                body.append(little: UInt32(areas.count))
                body.append(little: UInt32(0))
                for area in areas {
                    body.append(little: area.offset)
                    body.append(little: area.size)
                }
            default: throw keys.problem(.id, "expected msix-mappable or sparse-mmap")
            }
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(little value: some FixedWidthInteger) {
        for byte in 0..<(value.bitWidth / 8) {
            append(UInt8(truncatingIfNeeded: value >> (8 * byte)))
        }
    }
}
