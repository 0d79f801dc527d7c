public import LiveProbe
public import PCISnapshot

/// A simulated kernel for a simulated machine: what `probe --mock` runs on.
///
/// Its files are those that the flow reads, its drivers bind and let go, its devices answer with
/// bytes. Every call is recorded, and a scenario makes chosen ones fail.
public final class MockKernel: ProbeKernel {
    /// This run of the simulated kernel, as records have it.
    public static let boot = "00000000-0000-4000-8000-000000000001"

    let machine: Machine
    let scenario: Scenario
    var files = MockFiles()
    private var script: FailureScript
    private var nextNumber: Int32 = 100
    private var isHolding = false
    private var growing: Int
    private var time: UInt64 = 0
    private let indexes: [BusAddress: Int]
    private let groups: [Int: [Int]]
    let neighbors: PageNeighbors
    /// Whether VFIO may have a group, for those that were asked about since a driver changed.
    var freeGroups: [Int: Bool] = [:]
    private let keepsHistory: Bool
    private var callCount = 0

    /// Every call in order, its name and its object, where history is kept.
    public private(set) var calls: [(call: Call, object: String)] = []
    /// Descriptors that are open, by number.
    public private(set) var openHandles: [Int32: String] = [:]
    /// Descriptors that were closed, by name, in order, where history is kept.
    public private(set) var closed: [String] = []
    /// Mappings that are there, by address.
    public private(set) var mappings: [UInt: String] = [:]
    /// Files that are locked, by the descriptor that has the lock.
    private var locks: [Int32: MockFiles.Identity] = [:]
    /// Which file a descriptor is of, whatever its path leads to by now.
    private var identities: [Int32: MockFiles.Identity] = [:]
    /// Runs before each call, as another process may.
    public var beforeCall: (() -> Void)?

    /// A kernel for a machine.
    ///
    /// - Parameter keepsHistory: whether all calls are kept, as tests want to see them; they are
    ///   many for a machine of thousands of functions.
    public init(
        _ machine: Machine, _ scenario: Scenario = Scenario(), keepsHistory: Bool = true
    ) {
        self.machine = machine
        self.scenario = scenario
        self.keepsHistory = keepsHistory
        let indexes = machine.devices.indices
        self.indexes = Dictionary(
            indexes.map { (machine.devices[$0].address, $0) },
            uniquingKeysWith: { first, _ in first })
        groups = Dictionary(
            grouping: indexes.filter { machine.devices[$0].iommuGroup != nil },
            by: { machine.devices[$0].iommuGroup ?? 0 })
        neighbors = PageNeighbors(machine)
        script = FailureScript(scenario.failures)
        growing = scenario.growingReplies
        populate()
    }

    /// Which device has an address.
    func index(of address: BusAddress) -> Int? { indexes[address] }

    /// The devices of a group.
    func members(of group: Int) -> [Int] { groups[group] ?? [] }

    /// Forgets what depends on a function's driver.
    func driverChanged(_ address: BusAddress) {
        guard let group = index(of: address).flatMap({ machine.devices[$0].iommuGroup }) else {
            return
        }
        freeGroups[group] = nil
    }

    /// The driver that a function has now.
    public func driver(of address: BusAddress) -> String? {
        files.target("/sys/bus/pci/devices/\(address)/driver")?
            .split(separator: "/").last.map(String.init)
    }

    /// Gives a function another driver, or none, behind everybody's back.
    public func setDriver(_ name: String?, of address: BusAddress) {
        detach(address)
        if let name { attach(address, name) }
    }

    /// A file's text, as it stands.
    public func file(_ path: String) -> String? { files.text(path) }

    /// Writes a file behind everybody's back.
    public func setFile(_ path: String, _ text: String) { files[path] = .text(text) }

    /// Makes a link behind everybody's back.
    public func setLink(_ path: String, _ target: String) { files[path] = .link(target) }

    /// The same machine after the process has died: its descriptors and locks are gone.
    public func restarted(_ scenario: Scenario = Scenario()) -> MockKernel {
        let next = MockKernel(machine, scenario)
        next.files = files
        return next
    }

    /// Whether the process still lives.
    var isAlive: Bool { scenario.killedAfter.map { callCount <= $0 } ?? true }

    /// Records a call and fails it where the scenario says so.
    func enter(_ call: Call, _ object: String) throws(CallFailure) {
        beforeCall?()
        callCount += 1
        if keepsHistory { calls.append((call, object)) }
        time += 1000
        guard isAlive else { throw CallFailure(call, object, ErrorNumber(rawValue: 3)) }
        if callCount == scenario.removedAfter, let first = machine.devices.first {
            remove(first.address)
        }
        if let errno = script.next(call, object) { throw CallFailure(call, object, errno) }
    }

    /// A new descriptor.
    func handle(_ name: String) -> Handle {
        nextNumber += 1
        openHandles[nextNumber] = name
        identities[nextNumber] = files.identity(name)
        return Handle(nextNumber, name)
    }

    /// A reply that wants more room than there is, as often as the scenario says.
    func wantsMoreRoom() -> Bool {
        guard growing > 0 else { return false }
        growing -= 1
        return true
    }

    // MARK: The process

    /// As the scenario says.
    public var isRoot: Bool { scenario.root }

    /// A clock that ticks with every call.
    public var nanoseconds: UInt64 { time }

    /// Signals wait from here on.
    public func holdSignals() { isHolding = true }

    /// Signals go through again.
    public func releaseSignals() { isHolding = false }

    /// The scenario's signal, once its time has come.
    public var heldSignal: Int32? {
        guard isHolding, let rule = scenario.signal, callCount >= rule.after else { return nil }
        return rule.number
    }

    // MARK: Descriptors and memory

    /// Gives a descriptor back, and its lock.
    public func close(_ handle: Handle) {
        guard isAlive else { return }
        openHandles[handle.number] = nil
        identities[handle.number] = nil
        if keepsHistory { closed.append(handle.name) }
        locks[handle.number] = nil
    }

    /// Gives memory back.
    public func unmap(_ memory: MappedMemory) {
        guard isAlive else { return }
        mappings[memory.address] = nil
    }

    /// Remembers a mapping.
    func mapped(_ name: String, length: UInt64) -> MappedMemory {
        nextNumber += 1
        let address = UInt(nextNumber) << 20
        mappings[address] = name
        return MappedMemory(address: address, length: length, name: name)
    }

    /// Locks a file for this process.
    ///
    /// - Throws: EAGAIN when it is locked, ESTALE when its path leads to another one.
    func takeLock(_ file: Handle) throws(CallFailure) {
        let identity = identities[file.number]
        guard !locks.values.contains(where: { $0 == identity }) else {
            throw CallFailure(.lock, file.name, .again)
        }
        locks[file.number] = identity
        guard files.identity(file.name) == identity else {
            throw CallFailure(.lock, file.name, .stale)
        }
    }
}
