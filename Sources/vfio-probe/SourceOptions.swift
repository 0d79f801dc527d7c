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
    func open() throws(Outcome) -> any DeviceSource & ~Copyable {
        do {
            guard let mock else { return try HostSource(tree: sysfs, wake: wake) }
            let (bytes, name) = try Self.read(mock)
            return try MockSource(snapshot: bytes, name: name)
        } catch let failure as SourceFailure {
            throw Outcome(failure)
        } catch let outcome as Outcome {
            throw outcome
        } catch {
            throw Outcome(Outcome.failed, "\(error)")
        }
    }

    /// A snapshot file's bytes, and what to call it.
    static func read(_ mock: String) throws(Outcome) -> (bytes: [UInt8], name: String) {
        do {
            return (try Files.read(mock), mock == "-" ? "standard input" : mock)
        } catch {
            throw Outcome(reading: error)
        }
    }

    /// What a damaged device means for the exit status: files are input, hardware is a system.
    var damageStatus: Int32 {
        mock == nil && sysfs == nil ? Outcome.failed : Outcome.malformedInput
    }
}
