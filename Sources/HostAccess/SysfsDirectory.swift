import Glibc
import PCISnapshot
import SystemPackage

/// The `devices` directory of sysfs, or a recorded one, for what libpci does not tell.
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
    ///
    /// Read without following: a recorded tree's links lead nowhere.
    func linkName(_ address: BusAddress, _ attribute: String) -> String? {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
            guard let base = buffer.baseAddress else { return nil }
            let count = unsafe readlink(path(address, attribute), base, buffer.count)
            guard count > 0 else { return nil }
            let target = unsafe String(
                decoding: buffer[..<count].lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
            return target.split(separator: "/").last.map(String.init)
        }
    }

    /// An attribute's text without the newline; nil when it is not there or not readable.
    func text(_ address: BusAddress, _ attribute: String) -> String? {
        lines(address, attribute).map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }
    }

    /// An attribute's text, whole.
    func lines(_ address: BusAddress, _ attribute: String) -> String? {
        let path = path(address, attribute)
        let file = try? FileDescriptor.open(
            FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
        guard let file else { return nil }
        defer { try? file.close() }
        guard let bytes = try? Files.readAll(file, path, upTo: Self.longestText) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Bytes of an attribute's file as the file system tells; nil when it is not there.
    func size(_ address: BusAddress, _ attribute: String) -> Int? {
        var status = stat()
        guard unsafe stat(path(address, attribute), &status) == 0 else { return nil }
        return Int(status.st_size)
    }

    /// The first entry of a function's directory that should be a file and is something else.
    ///
    /// A kernel's sysfs has no such thing; a recorded tree may hold a pipe, on which libpci
    /// would wait for ever.
    func irregularFile(_ address: BusAddress) -> String? {
        let folder = devices + "\(address)"
        guard let stream = unsafe opendir(folder) else { return nil }
        defer { unsafe closedir(stream) }
        while let entry = unsafe readdir(stream) {
            let type = Int32(unsafe entry.pointee.d_type)
            if type == DT_FIFO || type == DT_SOCK || type == DT_CHR || type == DT_BLK {
                return folder + "/" + Self.name(unsafe entry.pointee)
            }
        }
        return nil
    }

    /// Entries of the directory of devices that are no function's.
    func strangers() -> [String] {
        guard let stream = unsafe opendir(devices) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = Self.name(unsafe entry.pointee)
            if !name.hasPrefix("."), BusAddress(name) == nil { names.append(devices + name) }
        }
        return names.sorted()
    }

    private static func name(_ entry: dirent) -> String {
        unsafe withUnsafeBytes(of: entry.d_name) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
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
