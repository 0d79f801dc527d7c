import PCIDecoding
public import PCISnapshot

/// The kernel of a dry run: looks, and notes every change and request instead of making it.
///
/// The flow that runs over it is the real one, so the steps are those that a probe takes; what
/// VFIO would answer is what `VFIOPCI` predicts. Files are read for real.
public final class DryRunKernel: ProbeKernel {
    private let kernel: any ProbeKernel
    private let snapshot: DeviceSnapshot
    let vfio: VFIOPCI
    private var drivers: [String: String?] = [:]
    private var texts: [String: String] = [:]
    private var number: Int32 = 0
    private var claims: Int32 = 0

    /// Every change and request, in order, as a person reads it.
    public private(set) var steps: [String] = []

    /// A dry run for one device.
    ///
    /// - Parameters:
    ///   - kernel: what is looked at.
    ///   - snapshot: the device.
    ///   - pageSize: bytes of a page of the kernel.
    ///   - neighbors: all memory of the machine.
    public init(
        _ kernel: any ProbeKernel, _ snapshot: DeviceSnapshot, pageSize: UInt64,
        _ neighbors: PageNeighbors
    ) {
        self.kernel = kernel
        self.snapshot = snapshot
        vfio = VFIOPCI(snapshot, pageSize: pageSize, neighbors)
    }

    func note(_ step: String) { steps.append(step) }

    func handle(_ name: String) -> Handle {
        number += 1
        return Handle(number, name)
    }

    // MARK: What is looked at

    /// Nothing is done, so nobody needs to be root.
    public var isRoot: Bool { true }

    /// The real clock.
    public var nanoseconds: UInt64 { kernel.nanoseconds }

    /// Signals need no holding back.
    public func holdSignals() {}

    /// None waits.
    public var heldSignal: Int32? { nil }

    /// None waits.
    public func releaseSignals() {}

    /// A file as it is, or as it would be by now.
    public func read(_ path: String) throws(CallFailure) -> String {
        if let text = texts[path] { return text }
        return try kernel.read(path)
    }

    /// A link as it is, or as it would be by now.
    public func readLink(_ path: String) throws(CallFailure) -> String {
        guard let driver = drivers[path] else { return try kernel.readLink(path) }
        guard let driver else { throw CallFailure(.readLink, path, .noSuchFile) }
        return Paths.driver(driver)
    }

    /// A directory as it is, or as it would be by now.
    public func list(_ path: String) throws(CallFailure) -> [DirectoryEntry] {
        let isBound = drivers[Paths.device(snapshot.address, "driver")] == Paths.vfioDriver
        if isBound, path == Paths.device(snapshot.address, "vfio-dev") {
            return [DirectoryEntry("vfioN", .directory)]
        }
        if path == Paths.driver(Paths.vfioDriver), texts[path] != nil { return [] }
        // Root's alone: whoever is not root sees no records here.
        if path == Paths.records { return (try? kernel.list(path)) ?? [] }
        return try kernel.list(path)
    }

    /// A file's kind as it is.
    public func status(_ path: String) throws(CallFailure) -> FileStatus {
        try kernel.status(path)
    }

    /// Asks whether the device could be claimed, and lets it go at once.
    public func claim(_ path: String, _ number: DeviceNumber) throws(CallFailure) -> Handle {
        kernel.close(try kernel.claim(path, number))
        claims += 1
        return Handle(-claims, path)
    }

    // MARK: What is not done

    /// Notes modprobe.
    public func loadModule(_ name: String) throws(CallFailure) {
        note("modprobe \(name)")
        texts[Paths.driver(name)] = ""
    }

    /// Notes a write to sysfs.
    public func write(_ text: String, to path: String, yields: Bool) throws(CallFailure) {
        let word = text.hasSuffix("\n") ? String(text.dropLast()) : text
        note("write '\(word)' to \(path)")
        let link = Paths.device(snapshot.address, "driver")
        if path.hasSuffix("/driver_override") { texts[path] = text }
        if path.hasSuffix("/unbind") { drivers[link] = .some(nil) }
        if path.hasSuffix("/bind") {
            drivers[link] = path.split(separator: "/").dropLast().last.map(String.init)
        }
    }

    /// Notes a directory.
    public func makeDirectory(_ path: String) throws(CallFailure) { note("mkdir \(path)") }

    /// Made for root alone by now, if need be.
    public func checkDirectory(_ path: String) throws(CallFailure) {}

    /// Notes a new file; one that is there already is in the way.
    public func create(_ path: String) throws(CallFailure) -> Handle {
        note("create \(path)")
        if (try? kernel.read(path)) != nil { throw CallFailure(.create, path, .exists) }
        return handle(path)
    }

    /// Notes an opening.
    public func open(_ path: String) throws(CallFailure) -> Handle {
        note("open \(path)")
        return handle(path)
    }

    /// A lock changes nothing that a person would see.
    public func lock(_ file: Handle) throws(CallFailure) {}

    /// Notes the text of a record.
    public func write(_ text: String, to file: Handle) throws(CallFailure) {
        note("write the driver's name to \(file.name)")
        texts[file.name] = text
    }

    /// Notes a removal.
    public func remove(_ path: String) throws(CallFailure) { note("remove \(path)") }

    /// Notes a closing, but for what was only asked.
    public func close(_ handle: Handle) {
        if handle.number > 0 { note("close \(handle.name)") }
    }
}
