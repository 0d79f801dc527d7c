import LiveProbe
import MockKernel
import MockSource
import PCISnapshot

/// A snapshot file as a source of devices, and the mock kernel that has them.
struct MockMachine {
    let source: MockSource
    let kernel: MockKernel

    /// Reads a file, `-` for standard input.
    init(_ mock: String) throws(ExitError) {
        let bytes = try SourceOptions.read(mock)
        let name = SourceOptions.name(mock)
        do throws(SourceFailure) {
            source = try MockSource(snapshot: bytes, name: name)
            kernel = MockKernel(
                source.inventory(identified: true), try Scenario.decode(bytes, name: name),
                keepsHistory: false)
        } catch {
            throw ExitError(error)
        }
    }
}
