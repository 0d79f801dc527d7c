/// Every kind of call that a probe makes; the names are those of the system, or of its manual.
public enum Call: String, CaseIterable, Hashable, Sendable {
    // Files of sysfs, /proc and /run
    case read
    case readLink = "readlink"
    case list = "getdents"
    case status = "stat"
    case claim = "open(O_EXCL)"
    case write
    case makeDirectory = "mkdir"
    case checkDirectory = "lstat"
    case create
    case lock = "flock"
    case writeRecord = "pwrite"
    case remove = "unlink"
    case loadModule = "modprobe"
    case open
    // VFIO, by the descriptor that is asked: container, group, device
    case apiVersion = "VFIO_GET_API_VERSION"
    case checkExtension = "VFIO_CHECK_EXTENSION"
    case setIOMMU = "VFIO_SET_IOMMU"
    case groupStatus = "VFIO_GROUP_GET_STATUS"
    case setContainer = "VFIO_GROUP_SET_CONTAINER"
    case groupDevice = "VFIO_GROUP_GET_DEVICE_FD"
    case bindIOMMUFD = "VFIO_DEVICE_BIND_IOMMUFD"
    case deviceInfo = "VFIO_DEVICE_GET_INFO"
    case regionInfo = "VFIO_DEVICE_GET_REGION_INFO"
    case irqInfo = "VFIO_DEVICE_GET_IRQ_INFO"
    case probeFeature = "VFIO_DEVICE_FEATURE"
    case exportDMABuf = "VFIO_DEVICE_FEATURE_DMA_BUF"
    // Memory
    case map = "mmap"
    case touch = "load"
}

/// A call that failed: which one, on what, and the kernel's word.
public struct CallFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The call.
    public let call: Call
    /// The file, device, region or range.
    public let object: String
    /// The error.
    public let errno: ErrorNumber

    /// A failure, memberwise.
    public init(_ call: Call, _ object: String, _ errno: ErrorNumber) {
        self.call = call
        self.object = object
        self.errno = errno
    }

    /// One line: call, object, error.
    public var description: String { "\(call.rawValue) \(object): \(errno)" }
}
