import Glibc
import PCISnapshot
import SystemPackage

/// Facts of the running kernel.
enum Kernel {
    /// Bytes of a page.
    static var pageSize: UInt64 { UInt64(sysconf(Int32(_SC_PAGESIZE))) }

    /// Whether the caller has all privileges.
    static var isRoot: Bool { geteuid() == 0 }

    /// `uname -r` and `uname -m`.
    static var names: (release: String, machine: String)? {
        var names = utsname()
        guard unsafe uname(&names) == 0 else { return nil }
        return (text(names.release), text(names.machine))
    }

    /// Much more than the reservations of any machine.
    private static let longestMap = 1 << 24

    /// Who has reserved which addresses; empty where the kernel does not show it at all.
    static func memoryMap() throws(SystemFailure) -> MemoryMap {
        do {
            let bytes = try Files.read("/proc/iomem", upTo: longestMap)
            return MemoryMap(String(decoding: bytes, as: UTF8.self))
        } catch {
            switch error.errno {
            case .noSuchFileOrDirectory, .permissionDenied, .notPermitted: return MemoryMap("")
            default: throw error
            }
        }
    }

    private static func text<Characters>(_ characters: Characters) -> String {
        unsafe withUnsafeBytes(of: characters) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
