import HostAccess
import Printing
import Rendering

/// Standard output as commands use it: failures end the command with the right status.
struct Output: DocumentSink {
    private let file = OutputFile.standardOutput()

    func write(_ json: [UInt8]) throws(ExitError) {
        do { try file.write(json) } catch { throw ExitError(writing: error, to: ExitError.failed) }
    }

    func write(_ text: SafeText) throws(ExitError) {
        do { try file.write(text) } catch { throw ExitError(writing: error, to: ExitError.failed) }
    }

    func flush() throws(ExitError) {
        do { try file.flush() } catch { throw ExitError(writing: error, to: ExitError.failed) }
    }
}
