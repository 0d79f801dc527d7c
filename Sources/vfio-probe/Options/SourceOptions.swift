import ArgumentParser
import HostAccess
import MockSource
import PCISnapshot
import Printing
import SnapshotFile
import SystemPackage

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
    func open(_ config: ConfigExtent) throws(ExitError) -> any DeviceSource & ~Copyable {
        do {
            guard let mock else { return try HostSource(tree: sysfs, wake: wake, config: config) }
            return try MockSource(snapshot: try Self.read(mock), name: Self.name(mock))
        } catch let failure as SourceFailure {
            throw ExitError(failure)
        } catch let outcome as ExitError {
            throw outcome
        } catch {
            throw ExitError(ExitError.failed, SafeText(String(describing: error)))
        }
    }

    /// The bytes of a snapshot file.
    static func read(_ mock: String) throws(ExitError) -> [UInt8] {
        do {
            return try Files.read(mock, while: SnapshotFile.isPossible)
        } catch {
            if error.errno == .illegalByteSequence {
                throw ExitError(ExitError.malformedInput, "\(name(mock)): expected a JSON object")
            }
            throw ExitError(reading: error, upTo: Files.largest)
        }
    }

    /// What to call a snapshot file in messages.
    static func name(_ mock: String) -> String { mock == "-" ? "standard input" : mock }

    /// What a damaged device means for the exit status: files are input, hardware is a system.
    var damageStatus: Int32 {
        mock == nil && sysfs == nil ? ExitError.failed : ExitError.malformedInput
    }
}
