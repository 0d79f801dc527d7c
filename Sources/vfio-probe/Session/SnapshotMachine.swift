import LiveProbe
import MockKernel
import PCISnapshot
import SnapshotFile

/// A snapshot file as a source of devices, and the mock kernel that has them.
struct SnapshotMachine {
    let source: SnapshotSource
    let kernel: MockKernel

    /// Reads a file, `-` for standard input.
    init(_ file: String) throws(ExitError) {
        let bytes = try SnapshotSource.read(file)
        let name = SnapshotSource.name(file)
        do throws(SourceFailure) {
            source = try SnapshotSource(bytes, name: name)
            kernel = MockKernel(
                source.inventory(identified: true), try Scenario.decode(bytes, name: name),
                keepsHistory: false)
        } catch {
            throw ExitError(error)
        }
    }
}
