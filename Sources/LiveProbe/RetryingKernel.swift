/// A kernel whose interrupted calls are made again.
///
/// Signals are held back while a device is open, so this is rare; the bound is there for a
/// kernel that answers nothing else.
final class RetryingKernel: ProbeKernel {
    private let kernel: any ProbeKernel
    /// Whether a signal that waits ends the patience.
    private let yields: Bool

    init(_ kernel: any ProbeKernel, yields: Bool = false) {
        self.kernel = kernel
        self.yields = yields
    }

    private func patiently<Value>(_ call: @autoclosure () throws(CallFailure) -> Value)
        throws(CallFailure) -> Value
    {
        for _ in 0..<64 {
            do {
                return try call()
            } catch {
                guard error.errno == .interrupted, !(yields && heldSignal != nil) else {
                    throw error
                }
            }
        }
        return try call()
    }

    var isRoot: Bool { kernel.isRoot }
    var nanoseconds: UInt64 { kernel.nanoseconds }
    var heldSignal: Int32? { kernel.heldSignal }
    func holdSignals() { kernel.holdSignals() }
    func releaseSignals() { kernel.releaseSignals() }
    func close(_ handle: Handle) { kernel.close(handle) }
    func unmap(_ memory: MappedMemory) { kernel.unmap(memory) }

    func loadModule(_ name: String) throws(CallFailure) {
        try patiently(try kernel.loadModule(name))
    }

    func read(_ path: String) throws(CallFailure) -> String {
        try patiently(try kernel.read(path))
    }

    func readLink(_ path: String) throws(CallFailure) -> String {
        try patiently(try kernel.readLink(path))
    }

    func list(_ path: String) throws(CallFailure) -> [DirectoryEntry] {
        try patiently(try kernel.list(path))
    }

    func status(_ path: String) throws(CallFailure) -> FileStatus {
        try patiently(try kernel.status(path))
    }

    func claim(_ path: String, _ number: DeviceNumber) throws(CallFailure) -> Handle {
        try patiently(try kernel.claim(path, number))
    }

    func write(_ text: String, to path: String, yields: Bool) throws(CallFailure) {
        try patiently(try kernel.write(text, to: path, yields: yields))
    }

    func makeDirectory(_ path: String) throws(CallFailure) {
        try patiently(try kernel.makeDirectory(path))
    }

    func checkDirectory(_ path: String) throws(CallFailure) {
        try patiently(try kernel.checkDirectory(path))
    }

    func create(_ path: String) throws(CallFailure) -> Handle {
        try patiently(try kernel.create(path))
    }

    func open(_ path: String) throws(CallFailure) -> Handle {
        try patiently(try kernel.open(path))
    }

    func lock(_ file: Handle) throws(CallFailure) {
        try patiently(try kernel.lock(file))
    }

    func write(_ text: String, to file: Handle) throws(CallFailure) {
        try patiently(try kernel.write(text, to: file))
    }

    func remove(_ path: String) throws(CallFailure) {
        try patiently(try kernel.remove(path))
    }
}

extension RetryingKernel {
    func apiVersion(_ container: Handle) throws(CallFailure) -> Int32 {
        try patiently(try kernel.apiVersion(container))
    }

    func supports(_ type: IOMMUType, _ container: Handle) throws(CallFailure) -> Bool {
        try patiently(try kernel.supports(type, container))
    }

    func setIOMMU(_ type: IOMMUType, _ container: Handle) throws(CallFailure) {
        try patiently(try kernel.setIOMMU(type, container))
    }

    func isViable(_ group: Handle) throws(CallFailure) -> Bool {
        try patiently(try kernel.isViable(group))
    }

    func setContainer(_ container: Handle, of group: Handle) throws(CallFailure) {
        try patiently(try kernel.setContainer(container, of: group))
    }

    func device(_ name: String, of group: Handle) throws(CallFailure) -> Handle {
        try patiently(try kernel.device(name, of: group))
    }

    func bind(_ device: Handle, to iommufd: Handle) throws(CallFailure) {
        try patiently(try kernel.bind(device, to: iommufd))
    }

    func deviceInfo(_ device: Handle) throws(CallFailure) -> [UInt8] {
        try patiently(try kernel.deviceInfo(device))
    }

    func regionInfo(_ device: Handle, index: Int, size: Int) throws(CallFailure) -> [UInt8] {
        try patiently(try kernel.regionInfo(device, index: index, size: size))
    }

    func irqInfo(_ device: Handle, index: Int) throws(CallFailure) -> [UInt8] {
        try patiently(try kernel.irqInfo(device, index: index))
    }

    func probe(_ feature: DeviceFeature, _ device: Handle) throws(CallFailure) {
        try patiently(try kernel.probe(feature, device))
    }

    func exportDMABuf(_ device: Handle, region: Int, offset: UInt64, length: UInt64)
        throws(CallFailure) -> Handle
    {
        try patiently(
            try kernel.exportDMABuf(device, region: region, offset: offset, length: length))
    }

    func map(_ device: Handle, _ request: MapRequest) throws(CallFailure) -> MappedMemory {
        try patiently(try kernel.map(device, request))
    }

    func load(_ memory: MappedMemory, at offset: UInt64) throws(CallFailure) -> UInt32 {
        try patiently(try kernel.load(memory, at: offset))
    }
}
