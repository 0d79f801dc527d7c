import Glibc
import PCISnapshot
import SystemPackage

/// The `devices` directory of sysfs, or a recorded one, for what libpci does not tell.
///
/// What is not there is nil; what cannot be read is an error, and never looks like that.
struct SysfsDirectory {
    /// sysfs gives at most a page.
    static let longestText = 4096

    private let devices: String

    init(path: String) { devices = path + "/devices/" }

    /// The path of a function's attribute.
    func path(_ address: BusAddress, _ attribute: String) -> String {
        devices + "\(address)/" + attribute
    }

    /// The last component of an attribute that is a link; nil when there is none.
    func linkName(_ address: BusAddress, _ attribute: String) throws(SystemFailure) -> String? {
        let path = path(address, attribute)
        do {
            let target = try Link.target(path)
            return target.split(separator: "/").last.map(String.init)
        } catch {
            // A recorded tree may hold a file in the link's place: that is no link either.
            if error.errno == .invalidArgument || Self.isAbsence(error.errno) { return nil }
            throw error
        }
    }

    /// An attribute's text without the newline; nil when it is not there.
    func text(_ address: BusAddress, _ attribute: String) throws(SystemFailure) -> String? {
        guard let text = try lines(address, attribute) else { return nil }
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    /// An attribute's text, whole.
    func lines(_ address: BusAddress, _ attribute: String) throws(SystemFailure) -> String? {
        let path = path(address, attribute)
        let file: FileDescriptor
        do {
            file = try SystemFailure.naming("open", path) {
                try FileDescriptor.open(
                    FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
            }
        } catch {
            if Self.isAbsence(error.errno) { return nil }
            throw error
        }
        defer { try? file.close() }
        let bytes = try Files.readAll(file, path, upTo: Self.longestText)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Bytes of an attribute's file as the file system tells; nil when it is not there.
    func size(_ address: BusAddress, _ attribute: String) throws(SystemFailure) -> Int? {
        let path = path(address, attribute)
        var status = stat()
        if unsafe stat(path, &status) == 0 { return Int(status.st_size) }
        let errno = Errno(rawValue: Glibc.errno)
        if Self.isAbsence(errno) { return nil }
        throw SystemFailure("stat", path, errno)
    }

    private static func isAbsence(_ errno: Errno) -> Bool {
        errno == .noSuchFileOrDirectory || errno == .notDirectory
    }

    /// The first entry of a function's directory that should be a file and is something else.
    ///
    /// A kernel's sysfs has no such thing. A recorded tree may hold a pipe, on which libpci would
    /// wait for ever, or a link to a file, which would be read wherever it lies.
    func irregularFile(_ address: BusAddress) throws(SystemFailure) -> String? {
        let folder = devices + "\(address)"
        for folder in [folder, folder + "/tsm"] {
            guard try Self.isDirectory(folder) == true else { continue }
            for entry in try Directory.entries(folder) where !entry.isPlain {
                let path = folder + "/" + entry.name
                if try Self.isDirectory(path) == false { return path }
            }
        }
        return nil
    }

    /// Whether a path, links followed, leads to a directory; nil for nowhere, as a recorded link
    /// to a driver does.
    private static func isDirectory(_ path: String) throws(SystemFailure) -> Bool? {
        var status = stat()
        if unsafe stat(path, &status) == 0 { return status.st_mode & S_IFMT == S_IFDIR }
        let errno = Errno(rawValue: Glibc.errno)
        if isAbsence(errno) { return nil }
        throw SystemFailure("stat", path, errno)
    }

    /// What the directory of devices holds: the functions, and the paths of what is none.
    func functions() throws(SystemFailure) -> (addresses: Set<BusAddress>, strangers: [String]) {
        var addresses: Set<BusAddress> = []
        var strangers: [String] = []
        for entry in try Directory.entries(devices) where !entry.name.hasPrefix(".") {
            if let address = BusAddress(entry.name) {
                addresses.insert(address)
            } else {
                strangers.append(devices + entry.name)
            }
        }
        return (addresses, strangers.sorted())
    }

    /// Whether the directory can be listed, as the errno of trying.
    func problem() -> Errno? {
        do {
            let directory = try FileDescriptor.open(
                FilePath(devices), .readOnly, options: [.directory, .closeOnExec])
            try directory.close()
            return nil
        } catch {
            return error as? Errno ?? .ioError
        }
    }
}
