public import PCISnapshot
import SystemPackage

/// The devices of this machine, or of a recorded sysfs tree: libpci and sysfs, read only.
public struct HostSource: ~Copyable, DeviceSource {
    let library: LibPCI
    let sysfs: SysfsDirectory
    let isLive: Bool
    private let wake: Bool
    private let extent: ConfigExtent
    private var functions: [LibPCI.Function] = []
    private var memory: Result<MemoryMap, SystemFailure> = .success(MemoryMap(""))

    private static let systemPath = "/sys/bus/pci"

    /// Opens libpci's sysfs back end.
    ///
    /// - Parameters:
    ///   - tree: a recorded tree, a directory with `devices` in it; nil for this machine.
    ///   - wake: read devices in D3cold too, which wakes them.
    ///   - config: how much of configuration space is read.
    /// - Throws: `SourceFailure.missing` when there is no such tree, or no PCI here.
    public init(tree: String? = nil, wake: Bool = false, config: ConfigExtent)
        throws(SourceFailure)
    {
        let path = tree ?? Self.systemPath
        self.init(try Self.open(path), path, isLive: tree == nil, wake: wake, config)
    }

    private init(
        _ library: consuming LibPCI, _ path: String, isLive: Bool, wake: Bool,
        _ config: ConfigExtent
    ) {
        self.library = library
        sysfs = SysfsDirectory(path: path)
        self.isLive = isLive
        self.wake = wake
        extent = config
    }

    /// libpci builds paths in buffers of 1024 bytes.
    private static let longestPath = 900

    private static func open(_ path: String) throws(SourceFailure) -> LibPCI {
        guard path.utf8.count <= longestPath else {
            throw .missing("\(path.prefix(40))…: the path is longer than libpci takes")
        }
        if let errno = SysfsDirectory(path: path).problem() {
            let text = "\(SystemFailure("open", path + "/devices", errno))"
            switch errno {
            case .noSuchFileOrDirectory, .notDirectory: throw .missing(text)
            case .permissionDenied: throw .denied(text)
            default: throw .failed(text)
            }
        }
        do {
            return try LibPCI(sysfsPath: path)
        } catch {
            throw .failed("libpci: \(error.message)")
        }
    }

    /// Every function's resources, without touching any device.
    public mutating func inventory(identified: Bool) throws(SourceFailure) -> Machine {
        let listed = try directory()
        do {
            functions = try library.scan()
        } catch {
            throw isLive ? .failed("libpci: \(error.message)") : .malformed(error.message)
        }
        // A recorded tree does not hold it, and this machine's says nothing of another.
        if isLive {
            memory = Result { () throws(SystemFailure) in try Kernel.memoryMap() }
        }
        var devices: [DeviceSnapshot] = []
        devices.reserveCapacity(functions.count)
        for function in functions {
            if let twin = devices.last, twin.address == function.address {
                devices[devices.count - 1] = Self.unread(
                    twin.address, .malformed, "two directories have this address")
                continue
            }
            var device = DeviceSnapshot(address: function.address)
            if !isLive, let fault = irregular(function.address) {
                device = Self.unread(function.address, .malformed, fault)
            } else {
                if identified { identify(&device, function) }
                listResources(&device, function)
            }
            devices.append(device)
        }
        devices += missed(listed)
        devices.sort { $0.address < $1.address }
        return Machine(host: facts, devices: devices)
    }

    /// The functions that the directory holds.
    private func directory() throws(SourceFailure) -> Set<BusAddress> {
        let listed: (addresses: Set<BusAddress>, strangers: [String])
        do {
            listed = try sysfs.functions()
        } catch {
            throw .failed("\(error)")
        }
        // libpci gives up on the whole directory because of one such name.
        if let stranger = listed.strangers.first {
            throw .malformed("\(stranger): expected an address such as 0000:01:00.0")
        }
        return listed.addresses
    }

    /// What keeps a function of a recorded tree from being read without waiting for ever.
    private func irregular(_ address: BusAddress) -> String? {
        do {
            return try sysfs.irregularFile(address).map { "\($0): is no file" }
        } catch {
            return error.description
        }
    }

    /// Functions that libpci does not tell of: it takes an error of the directory for its end.
    ///
    /// Left out, they would be nobody's neighbors.
    private func missed(_ listed: Set<BusAddress>) -> [DeviceSnapshot] {
        listed.subtracting(functions.map(\.address)).map { address in
            Self.unread(
                address, .failed, "\(address): in the directory, but not in libpci's list")
        }
    }

    /// A function of which nothing is read, for a reason that concerns all of it.
    private static func unread(_ address: BusAddress, _ reason: ReadError.Reason, _ text: String)
        -> DeviceSnapshot
    {
        var device = DeviceSnapshot(address: address)
        device.readErrors = [.identity, .resources, .config].map { ReadError($0, reason, text) }
        return device
    }

    /// A recorded tree does not tell its page size, nor whether it holds the whole machine.
    private var facts: HostFacts {
        guard isLive else { return HostFacts() }
        let names = Kernel.names
        return HostFacts(
            pageSize: Kernel.pageSize, kernel: names?.release, machine: names?.machine,
            complete: true)
    }

    /// The same function with identity, configuration space, driver and group.
    public mutating func complete(_ device: DeviceSnapshot) -> DeviceSnapshot {
        var device = device
        if let function = function(at: device.address),
            !device.readErrors.contains(where: { $0.part == .config })
        {
            readConfig(&device, function)
            noting(.identity, &device) { (device) throws(SystemFailure) in
                try readTSM(&device)
            }
        }
        noting(.identity, &device) { (device) throws(SystemFailure) in
            try readLinks(&device)
        }
        noting(.resources, &device) { (device) throws(SystemFailure) in
            try findClaims(&device)
        }
        return device
    }

    private func readConfig(_ device: inout DeviceSnapshot, _ function: LibPCI.Function) {
        if mayRead(&device) {
            let reader = ConfigReader(
                extent, isLive: isLive, sysfs: sysfs, address: device.address)
            device.readConfig = reader.bytes(&device.readErrors) { (range) throws(LibPCI.Failure) in
                try library.read(function, range)
            }
        }
        device.identity.adopt(header: device.readConfig?.leading ?? [])
        // A virtual function's header and a sleeping device's say nothing: the kernel does.
        if device.identity.vendor == nil,
            !device.readErrors.contains(where: { $0.part == .identity })
        {
            identify(&device, function)
        }
    }

    /// Whether reading configuration space wakes nothing; where that cannot be told, it is not.
    private func mayRead(_ device: inout DeviceSnapshot) -> Bool {
        if wake { return true }
        let address = device.address
        let before = device.readErrors.count
        noting(.config, &device) { (device) throws(SystemFailure) in
            guard try sysfs.text(address, "power_state") == "D3cold" else { return }
            device.readErrors.append(
                ReadError(
                    .config, .asleep,
                    "\(address) is asleep (D3cold): reading configuration space would wake it"))
        }
        return device.readErrors.count == before
    }

    /// Driver and group: links, which are not followed.
    private func readLinks(_ device: inout DeviceSnapshot) throws(SystemFailure) {
        let address = device.address
        device.driver = try sysfs.linkName(address, "driver")
        guard let group = try sysfs.linkName(address, "iommu_group") else { return }
        // The kernel counts groups in an int, from 0.
        if let number = Int32(group), number >= 0, "\(number)" == group {
            device.iommuGroup = Int(number)
        } else {
            let path = sysfs.path(address, "iommu_group")
            device.readErrors.append(
                ReadError(.identity, .malformed, "\(path): expected a link to a group's number"))
        }
    }

    /// Who else has the function's memory.
    private func findClaims(_ device: inout DeviceSnapshot) throws(SystemFailure) {
        let memory = try memory.get()
        let isDriven = device.driver.map { !$0.contains("vfio") } ?? false
        for bar in device.resources.claimedMemory where bar.index < 6 {
            let holders = memory.holders(
                ofMemory: bar.start, count: bar.size, owner: device.address, isDriven: isDriven)
            device.claims += holders.map { MemoryClaim(bar: bar.index, holder: $0) }
        }
    }

    /// The attributes of a TSM driver, where one is loaded.
    private func readTSM(_ device: inout DeviceSnapshot) throws(SystemFailure) {
        let address = device.address
        guard try sysfs.size(address, "tsm") != nil else { return }
        var dsm = try sysfs.linkName(address, "tsm/dsm")
        if dsm == nil { dsm = try sysfs.text(address, "tsm/dsm") }
        device.tsm = TSMRecord(
            connect: try sysfs.text(address, "tsm/connect"),
            bound: try sysfs.text(address, "tsm/bound"), dsm: dsm)
    }

    private func function(at address: BusAddress) -> LibPCI.Function? {
        var low = 0
        var high = functions.count
        while low < high {
            let middle = (low + high) / 2
            if functions[middle].address < address { low = middle + 1 } else { high = middle }
        }
        guard low < functions.count, functions[low].address == address else { return nil }
        return functions[low]
    }
}
