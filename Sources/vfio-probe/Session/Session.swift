import HostAccess
import MappingPolicy
import PCIDecoding
import PCISnapshot
import Printing

/// One run over a source: its machine, the chosen functions, and what went wrong on the way.
struct Session: ~Copyable {
    private var devices: any DeviceSource & ~Copyable
    private var damaged = 0
    private var asleep = 0
    private var denied = 0
    private var seen = 0

    /// Where the devices come from.
    let source: Source
    /// Every function of the source; the chosen ones are complete only when read.
    let machine: Machine
    /// Indexes of the chosen functions.
    let chosen: [Int]
    /// Opens a source, takes its inventory, and chooses functions.
    ///
    /// - Parameter config: how much of their configuration space is read.
    static func open(
        _ options: SourceOptions, _ selection: Selection, config: ConfigExtent = .decoded
    ) throws(ExitError) -> Session {
        let source = options.source
        return try open(try source.open(config, wake: options.wake), of: source, selection)
    }

    /// Takes the inventory of a source that is open, and chooses functions.
    static func open(
        _ devices: consuming any DeviceSource & ~Copyable, of source: Source,
        _ selection: Selection
    ) throws(ExitError) -> Session {
        var devices = devices
        let machine: Machine
        do {
            machine = try devices.inventory(identified: selection.needsIdentities)
        } catch {
            throw ExitError(error)
        }
        let chosen = try selection.choose(from: machine.devices)
        // A function whose ids could not be read may be one of those that were asked for; one
        // whose resources could not may have memory in the page of a small BAR.
        let left = Set(machine.devices.indices).subtracting(chosen)
        for fault in left.sorted().flatMap({ machine.devices[$0].readErrors })
        where fault.part == .identity && selection.needsIdentities || fault.part == .resources {
            Terminal.warn("vfio-probe: \(fault)")
        }
        return Session(devices, of: source, machine, chosen)
    }

    private init(
        _ devices: consuming any DeviceSource & ~Copyable, of source: Source, _ machine: Machine,
        _ chosen: [Int]
    ) {
        self.devices = devices
        self.source = source
        self.machine = machine
        self.chosen = chosen
    }

    /// The page size of the machine that the devices are in.
    var hostPageSize: PageSize { PageSize(machine.host.pageSize) ?? .size4K }

    /// One chosen function with everything that can be read of it; what is wrong with it is told
    /// on standard error.
    mutating func read(_ index: Int) -> (snapshot: DeviceSnapshot, device: Device) {
        let snapshot = devices.complete(machine.devices[index])
        let device = Device(snapshot)
        note(device)
        return (snapshot, device)
    }

    private mutating func note(_ device: Device) {
        seen += 1
        var isDamaged = false
        for problem in device.problems {
            if case .unread(let fault) = problem, fault.reason == .asleep {
                asleep += 1
            } else if case .unread(let fault) = problem, fault.reason == .denied {
                denied += 1
            } else if !problem.isAssumption {
                isDamaged = true
                Terminal.warn("vfio-probe: \(device.address): \(problem)")
            }
        }
        if isDamaged { damaged += 1 }
    }

    /// The chosen functions with what is known of their TDISP interfaces.
    mutating func targets(_ options: TDISPOptions) throws(ExitError) -> [PlanTarget] {
        try targets(options) { $1 }
    }

    /// The same, made into something else one by one, so that raw bytes are kept only if wanted.
    mutating func targets<Result>(
        _ options: TDISPOptions, _ make: (DeviceSnapshot, PlanTarget) -> Result
    ) throws(ExitError) -> [Result] {
        let files = try options.read()
        if !files.isEmpty, chosen.count != 1 {
            throw ExitError(
                ExitError.usage, "--tdisp-report takes one device: \(chosen.count) are selected")
        }
        var inputs: [TDISPInputs?] = []
        let results = chosen.map { index in
            let (snapshot, device) = read(index)
            let target = PlanTarget(device: device, tdisp: options.inputs(snapshot, files))
            inputs.append(target.tdisp)
            return make(snapshot, target)
        }
        try options.check(inputs)
        return results
    }

    /// Tells what concerns many devices in one line each; ends the command if nothing was sound.
    func finish() throws(ExitError) {
        if denied > 0 {
            Terminal.warn(
                "vfio-probe: \(denied) of \(seen) devices do not show all of configuration"
                    + " space (root sees it): where their MSI-X tables are may not be known")
        }
        if asleep > 0 {
            Terminal.warn(
                "vfio-probe: \(asleep) of \(seen) devices are asleep (D3cold) and were left"
                    + " alone; --wake reads them")
        }
        if damaged > 0, damaged == seen { throw ExitError(source.damageStatus) }
    }

    /// A planner for the machine's devices.
    func planner(_ options: PlanOptions) -> Planner {
        Planner(
            options: options, facts: machine.host, neighborhood: Neighborhood(machine))
    }
}
