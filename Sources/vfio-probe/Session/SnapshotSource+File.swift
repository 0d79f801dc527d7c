import HostAccess
import PCISnapshot
import Printing
import SnapshotFile
import SystemPackage

extension SnapshotSource {
    /// The machine of a file, `-` for standard input.
    init(file: String) throws(ExitError) {
        let bytes = try Self.read(file)
        do {
            try self.init(consume bytes, name: Self.name(file))
        } catch {
            throw ExitError(error)
        }
    }

    /// The bytes of a snapshot file.
    static func read(_ file: String) throws(ExitError) -> [UInt8] {
        do {
            return try Files.read(file, while: SnapshotFile.isPossible)
        } catch {
            if error.errno == .illegalByteSequence {
                throw ExitError(ExitError.malformedInput, "\(name(file)): expected a JSON object")
            }
            throw ExitError(reading: error, upTo: Files.largest)
        }
    }

    /// What to call a snapshot file in messages.
    static func name(_ file: String) -> String { file == "-" ? "standard input" : file }
}
