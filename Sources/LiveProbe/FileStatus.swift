/// A block or character device's number.
public struct DeviceNumber: Hashable, Sendable, CustomStringConvertible {
    /// The two kinds of device files; each has numbers of its own.
    public enum Kind: Sendable {
        /// Disks and partitions.
        case block
        /// Everything else.
        case character
    }

    /// Block or character.
    public let kind: Kind
    /// The driver's part.
    public let major: UInt32
    /// The device's part.
    public let minor: UInt32

    /// A number of its parts.
    public init(_ kind: Kind, _ major: UInt32, _ minor: UInt32) {
        self.kind = kind
        self.major = major
        self.minor = minor
    }

    /// The number that a `dev` attribute of sysfs has, `259:1`; nil for any other text.
    public init?(_ kind: Kind, _ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = UInt32(parts[0]), let minor = UInt32(parts[1])
        else { return nil }
        self.init(kind, major, minor)
    }

    /// As sysfs and mountinfo write it.
    public var description: String { "\(major):\(minor)" }
}

/// What stat(2) tells of a file.
public struct FileStatus: Hashable, Sendable {
    /// The device that the file stands for; nil for what is no device file.
    public let device: DeviceNumber?
    /// The number of the file system that the file is on (`st_dev`).
    public let fileSystem: DeviceNumber

    /// A status of its parts.
    public init(device: DeviceNumber?, fileSystem: DeviceNumber) {
        self.device = device
        self.fileSystem = fileSystem
    }
}

/// One name in a directory.
public struct DirectoryEntry: Hashable, Sendable {
    /// What the file system says that the name is of.
    public enum Kind: Sendable {
        /// A directory.
        case directory
        /// A symbolic link.
        case link
        /// A file, a device, or what the file system does not tell.
        case other
    }

    /// The name, without its path.
    public let name: String
    /// What it is of.
    public let kind: Kind

    /// An entry of its parts.
    public init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }
}
