/// The only door to the system: what a probe may ask of the kernel, a function per request.
///
/// Three stand behind it: the running kernel, the mock, and that of a dry run. Each
/// function is one system call (or one ioctl) and fails with the name of that call; retrying,
/// order and ownership are the flow's.
public protocol ProbeKernel: FileKernel, VFIOKernel {
    /// Whether the caller has all privileges.
    var isRoot: Bool { get }

    /// Nanoseconds of a clock that never goes back.
    var nanoseconds: UInt64 { get }

    /// Loads a module with its dependencies, as `modprobe` does.
    func loadModule(_ name: String) throws(CallFailure)

    /// Holds back the signals that end a program (SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE).
    func holdSignals()

    /// The first signal that came since and waits, SIGPIPE aside; nil for none.
    var heldSignal: Int32? { get }

    /// Lets signals through again: one that waits does now what it would have done.
    func releaseSignals()
}

/// Files as sysfs, /proc and /run have them.
public protocol FileKernel: AnyObject {
    /// A file's text, at most a mebibyte.
    func read(_ path: String) throws(CallFailure) -> String

    /// Where a symbolic link leads, as it is written there.
    func readLink(_ path: String) throws(CallFailure) -> String

    /// What is in a directory, without `.` and `..`.
    func list(_ path: String) throws(CallFailure) -> [DirectoryEntry]

    /// What kind of file a path leads to, links followed, and its device numbers.
    func status(_ path: String) throws(CallFailure) -> FileStatus

    /// Opens a block device for nobody else's exclusive use (O_EXCL), for reading.
    ///
    /// The kernel answers EBUSY while the device, its disk or a partition of it is mounted, swapped
    /// to, or part of a volume (`bd_prepare_to_claim()`); until the descriptor is closed it is so for
    /// everybody else.
    ///
    /// - Throws: also ESTALE when the path leads to another device than the one of this number.
    func claim(_ path: String, _ number: DeviceNumber) throws(CallFailure) -> Handle

    /// Writes to an attribute of sysfs, in one call.
    ///
    /// - Parameter yields: whether it is waited for no longer once a signal that is held back asks
    ///   for the end.
    /// - Throws: also ETIMEDOUT when the kernel has not come back from it in time, as when a driver
    ///   waits for its users to let it go. The write itself cannot be taken back then.
    func write(_ text: String, to path: String, yields: Bool) throws(CallFailure)

    /// Makes a directory for root alone; one that is there must be just that.
    func makeDirectory(_ path: String) throws(CallFailure)

    /// Whether a directory is there and root's alone, and no link: ENOENT, EPERM, ENOTDIR if not.
    func checkDirectory(_ path: String) throws(CallFailure)

    /// Makes a file for root alone; one that is there, or a link, is refused.
    func create(_ path: String) throws(CallFailure) -> Handle

    /// Opens a file or device node for reading and writing, without following a link.
    func open(_ path: String) throws(CallFailure) -> Handle

    /// Locks a regular file of root's for this process; EPERM for one that others may have written,
    /// EINVAL for what is no file, EAGAIN when another one has it, ESTALE when its path does not
    /// lead to it any more.
    func lock(_ file: Handle) throws(CallFailure)

    /// Writes a whole text to a file that was created here.
    func write(_ text: String, to file: Handle) throws(CallFailure)

    /// Removes a file.
    func remove(_ path: String) throws(CallFailure)

    /// Gives a descriptor back; Linux does, whatever close(2) answers.
    func close(_ handle: Handle)
}

/// VFIO's requests, the calls on a device's memory among them.
public protocol VFIOKernel: AnyObject {
    /// VFIO_GET_API_VERSION of a container.
    func apiVersion(_ container: Handle) throws(CallFailure) -> Int32

    /// VFIO_CHECK_EXTENSION of a container.
    func supports(_ type: IOMMUType, _ container: Handle) throws(CallFailure) -> Bool

    /// VFIO_SET_IOMMU of a container.
    func setIOMMU(_ type: IOMMUType, _ container: Handle) throws(CallFailure)

    /// VFIO_GROUP_GET_STATUS: whether the group is viable.
    func isViable(_ group: Handle) throws(CallFailure) -> Bool

    /// VFIO_GROUP_SET_CONTAINER.
    func setContainer(_ container: Handle, of group: Handle) throws(CallFailure)

    /// VFIO_GROUP_GET_DEVICE_FD, which opens the device and resets its function.
    func device(_ name: String, of group: Handle) throws(CallFailure) -> Handle

    /// VFIO_DEVICE_BIND_IOMMUFD, which opens the device and resets its function.
    func bind(_ device: Handle, to iommufd: Handle) throws(CallFailure)

    /// VFIO_DEVICE_GET_INFO: the fixed part of the reply, 16 bytes.
    func deviceInfo(_ device: Handle) throws(CallFailure) -> [UInt8]

    /// VFIO_DEVICE_GET_REGION_INFO with a buffer of so many bytes, all of which come back.
    func regionInfo(_ device: Handle, index: Int, size: Int) throws(CallFailure) -> [UInt8]

    /// VFIO_DEVICE_GET_IRQ_INFO: the reply, 16 bytes.
    func irqInfo(_ device: Handle, index: Int) throws(CallFailure) -> [UInt8]

    /// VFIO_DEVICE_FEATURE with VFIO_DEVICE_FEATURE_PROBE: returns when the feature is there.
    func probe(_ feature: DeviceFeature, _ device: Handle) throws(CallFailure)

    /// VFIO_DEVICE_FEATURE_DMA_BUF of one range of a region.
    func exportDMABuf(_ device: Handle, region: Int, offset: UInt64, length: UInt64)
        throws(CallFailure) -> Handle

    /// mmap, MAP_SHARED, of a range of the device's file; touches nothing.
    func map(_ device: Handle, _ request: MapRequest) throws(CallFailure) -> MappedMemory

    /// One aligned 32-bit word of mapped memory; EFAULT where the kernel would send SIGBUS.
    func load(_ memory: MappedMemory, at offset: UInt64) throws(CallFailure) -> UInt32

    /// munmap of what `map` gave, which cannot fail.
    func unmap(_ memory: MappedMemory)
}
