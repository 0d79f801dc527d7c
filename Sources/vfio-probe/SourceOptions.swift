import ArgumentParser
import HostAccess
import MockSource
import PCISnapshot

/// Where devices come from: this machine, a recorded tree, or a snapshot file.
struct SourceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read a snapshot file instead of this machine; - is standard input.", valueName: "file")
    )
    var mock: String?

    @Option(
        help: ArgumentHelp(
            "Read a recorded sysfs tree: a directory like /sys/bus/pci.", valueName: "dir"))
    var sysfs: String?

    @Flag(help: "Read devices that are asleep (D3cold) too, which wakes them.")
    var wake = false

    func validate() throws {
        if mock == "" || sysfs == "" { throw ValidationError("the name of a file is empty.") }
        if mock != nil, sysfs != nil {
            throw ValidationError("--mock and --sysfs are two sources: give one of them.")
        }
    }

    /// Opens the source.
    ///
    /// - Parameter config: how much of a device's configuration space is read.
    func open(_ config: ConfigExtent) throws(Outcome) -> any DeviceSource & ~Copyable {
        do {
            guard let mock else { return try HostSource(tree: sysfs, wake: wake, config: config) }
            return try MockSource(snapshot: try Self.read(mock), name: Self.name(mock))
        } catch let failure as SourceFailure {
            throw Outcome(failure)
        } catch let outcome as Outcome {
            throw outcome
        } catch {
            throw Outcome(Outcome.failed, "\(error)")
        }
    }

    /// The bytes of a file that somebody named.
    static func read(_ path: String, upTo limit: Int = Files.largest) throws(Outcome) -> [UInt8] {
        do {
            return try Files.read(path, upTo: limit)
        } catch {
            throw Outcome(reading: error)
        }
    }

    /// What to call a snapshot file in messages.
    static func name(_ mock: String) -> String { mock == "-" ? "standard input" : mock }

    /// What a damaged device means for the exit status: files are input, hardware is a system.
    var damageStatus: Int32 {
        mock == nil && sysfs == nil ? Outcome.failed : Outcome.malformedInput
    }
}
