import HostAccess
import LabJudge

/// The results in a directory of the host.
struct ResultDirectory: ResultFiles {
    private let path: String

    init(_ path: String) { self.path = path }

    func bytes(_ name: String) throws(Unreadable) -> [UInt8] {
        do {
            return try Files.read("\(path)/\(name)")
        } catch {
            throw Unreadable(name, "\(error)")
        }
    }
}
