import FoundationEssentials
import LiveProbe
public import PCISnapshot
import SnapshotFile

/// How a simulated machine behaves over time: the `scenario` key of a snapshot file.
///
/// Every key may be left out; `Mocks/README.md` describes them.
public struct Scenario: Decodable, Sendable {
    /// Whether the caller is root.
    public var root = true
    /// The interfaces of VFIO that there are: `cdev`, `group`.
    public var interfaces = ["cdev", "group"]
    /// Where the driver vfio-pci is: `loaded`, `module`, `missing`.
    public var vfioDriver = "loaded"
    /// Files beside those that the devices make, by path.
    public var files: [String: String] = [:]
    /// Links beside those that the devices make: path and target.
    public var links: [String: String] = [:]
    /// Files and directories that are not there.
    public var absent: [String] = []
    /// Device files: path, and kind with number, such as `block 259:0` or `character 4:64`.
    public var nodes: [String: String] = [:]
    /// The file systems that files are on, by path, as the number of their device: `259:1`.
    public var fileSystems: [String: String] = [:]
    /// Block devices that the kernel has promised to somebody: their O_EXCL fails with EBUSY.
    public var claimed: [String] = []
    /// Drivers that never come back from `unbind`, since they wait for their users.
    public var waitingDrivers: [String] = []
    /// Drivers whose ids match the devices; each device's own one when nil.
    public var idDrivers: [String]?
    /// Drivers that do not let go of their devices.
    public var refusingDrivers: [String] = []
    /// Calls that fail.
    public var failures: [FailureRule] = []
    /// How many replies of VFIO_DEVICE_GET_REGION_INFO want more room than they did before.
    public var growingReplies = 0
    /// How many bytes more they want each time.
    public var replyGrowth = 16
    /// A signal that arrives.
    public var signal: SignalRule?
    /// After so many calls the first device is removed from the machine.
    public var removedAfter: Int?
    /// After so many calls the process is dead: nothing has an effect any more.
    public var killedAfter: Int?

    /// A call that fails: the n-th of those that match, and so many after it.
    public struct FailureRule: Decodable, Sendable {
        /// The call's name, as `Call` has it.
        public var call: String
        /// A part of the object's name; every object when left out.
        public var object: String?
        /// Which one, from 1.
        public var nth: Int?
        /// How many in a row; 1 when left out, 0 for all that follow.
        public var times: Int?
        /// The error's name.
        public var errno: String

        /// A rule, memberwise.
        public init(
            call: String, object: String? = nil, nth: Int? = nil, times: Int? = nil, errno: String
        ) {
            self.call = call
            self.object = object
            self.nth = nth
            self.times = times
            self.errno = errno
        }
    }

    /// A signal that arrives after so many calls.
    public struct SignalRule: Decodable, Sendable {
        /// Calls before it.
        public var after: Int
        /// Its number.
        public var number: Int32

        /// A rule, memberwise.
        public init(after: Int, number: Int32) {
            self.after = after
            self.number = number
        }
    }

    /// A machine where everything works.
    public init() {}

    private enum Key: String, CodingKey {
        case root
        case interfaces
        case vfioDriver
        case files
        case links
        case absent
        case nodes
        case fileSystems
        case claimed
        case waitingDrivers
        case idDrivers
        case refusingDrivers
        case failures
        case growingReplies
        case replyGrowth
        case signal
        case removedAfter
        case killedAfter
    }

    /// Reads the `scenario` object.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        root = try keys.decodeIfPresent(Bool.self, forKey: .root) ?? root
        interfaces = try keys.decodeIfPresent([String].self, forKey: .interfaces) ?? interfaces
        vfioDriver = try keys.decodeIfPresent(String.self, forKey: .vfioDriver) ?? vfioDriver
        files = try keys.decodeIfPresent([String: String].self, forKey: .files) ?? files
        links = try keys.decodeIfPresent([String: String].self, forKey: .links) ?? links
        absent = try keys.decodeIfPresent([String].self, forKey: .absent) ?? absent
        nodes = try keys.decodeIfPresent([String: String].self, forKey: .nodes) ?? nodes
        fileSystems =
            try keys.decodeIfPresent([String: String].self, forKey: .fileSystems) ?? fileSystems
        claimed = try keys.decodeIfPresent([String].self, forKey: .claimed) ?? claimed
        waitingDrivers =
            try keys.decodeIfPresent([String].self, forKey: .waitingDrivers) ?? waitingDrivers
        idDrivers = try keys.decodeIfPresent([String].self, forKey: .idDrivers)
        refusingDrivers =
            try keys.decodeIfPresent([String].self, forKey: .refusingDrivers) ?? refusingDrivers
        failures = try keys.decodeIfPresent([FailureRule].self, forKey: .failures) ?? failures
        growingReplies = try keys.decodeIfPresent(Int.self, forKey: .growingReplies) ?? 0
        replyGrowth = try keys.decodeIfPresent(Int.self, forKey: .replyGrowth) ?? replyGrowth
        signal = try keys.decodeIfPresent(SignalRule.self, forKey: .signal)
        // As a status of the program it is 128 more.
        if let signal, !(1...64).contains(signal.number) {
            throw DecodingError.dataCorruptedError(
                forKey: .signal, in: keys, debugDescription: "expected a number from 1 to 64")
        }
        removedAfter = try keys.decodeIfPresent(Int.self, forKey: .removedAfter)
        killedAfter = try keys.decodeIfPresent(Int.self, forKey: .killedAfter)
    }

    /// The scenario in a snapshot file's bytes; one where everything works when it has none.
    public static func decode(_ bytes: [UInt8], name: String) throws(SourceFailure) -> Scenario {
        guard let text = try SnapshotFile.text(of: "scenario", in: bytes, name: name) else {
            return Scenario()
        }
        do {
            return try JSONDecoder().decode(Scenario.self, from: Data(text))
        } catch let error as DecodingError {
            throw .malformed("\(name): \(place(error)): not as Mocks/README.md describes it")
        } catch {
            throw .malformed("\(name): \(error)")
        }
    }

    /// The number that an entry of `nodes` names; nil for a text that is none.
    static func number(_ text: String) -> DeviceNumber? {
        let words = text.split(separator: " ")
        guard words.count == 2 else { return nil }
        switch words[0] {
        case "block": return DeviceNumber(.block, String(words[1]))
        case "character": return DeviceNumber(.character, String(words[1]))
        default: return nil
        }
    }

    private static func place(_ error: DecodingError) -> String {
        let keys: [any CodingKey] =
            switch error {
            case .keyNotFound(let key, let context): context.codingPath + [key]
            case .typeMismatch(_, let context), .valueNotFound(_, let context),
                .dataCorrupted(let context):
                context.codingPath
            @unknown default: []
            }
        return (["scenario"] + keys.map(\.stringValue)).joined(separator: ".")
    }
}
