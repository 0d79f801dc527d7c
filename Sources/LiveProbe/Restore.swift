public import PCISnapshot

/// Gives devices back that an interrupted probe left with vfio-pci.
public struct Restore {
    private let kernel: any ProbeKernel

    /// What became of one record.
    public enum Outcome: Equatable, Sendable {
        /// The device has its driver again; nil for none, as before.
        case restored(driver: String?)
        /// Somebody gave it another driver meanwhile, which it keeps.
        case taken(by: String)
        /// The run ended before it changed anything.
        case unchanged
        /// The kernel was started anew since: nothing of what was changed is left.
        case outlived
        /// The device is not there any more.
        case gone
        /// A probe is at work on the device.
        case running
        /// It could not be done.
        case failed(ProbeFailure)
    }

    /// A restorer over a kernel.
    public init(_ kernel: any ProbeKernel) { self.kernel = RetryingKernel(kernel, yields: true) }

    /// The devices that have a record.
    public func addresses() throws(ProbeFailure) -> [BusAddress] {
        guard kernel.isRoot else {
            throw ProbeFailure(
                .denied, "binding drivers needs root", next: "retry as root")
        }
        return try BindingJournal(kernel).addresses()
    }

    /// Undoes one record and removes it.
    ///
    /// - Parameter device: the function at an address as it is now; nil when that cannot be told.
    ///   Asked only once no probe is at work on it.
    public func run(_ address: BusAddress, device: (BusAddress) -> DeviceSnapshot?) -> Outcome {
        kernel.holdSignals()
        defer { kernel.releaseSignals() }
        let journal = BindingJournal(kernel)
        var handles = OwnedHandles(kernel)
        do {
            try SignalCheck(kernel).throwIfInterrupted()
            guard let text = try journal.take(address, &handles) else { return .running }
            switch BindingRecord.read(text) {
            case .unfinished:
                try asProbeFailure(try journal.remove(address))
                return .unchanged
            case .anonymous:
                return .failed(
                    Self.refusal(
                        address, "its record, of an older vfio-probe, does not say of which device")
                )
            case .record(let record) where record.address == address:
                return try undo(record, journal, device)
            case .record, .malformed:
                return .failed(
                    ProbeFailure(
                        .failed, "\(Paths.record(address)) is not a record of \(address)",
                        next: "look at it; bind the driver by hand; remove it"))
            }
        } catch {
            return .failed(error)
        }
    }

    /// Nothing is changed, and the record stays: whether it is still of use a person must say.
    private static func refusal(_ address: BusAddress, _ text: String) -> ProbeFailure {
        ProbeFailure(
            .refused, "left as it is: \(text)",
            next: "look at \(Paths.device(address)); rm \(Paths.record(address))")
    }

    private func undo(
        _ record: BindingRecord, _ journal: BindingJournal,
        _ device: (BusAddress) -> DeviceSnapshot?
    ) throws(ProbeFailure) -> Outcome {
        let boot = try asProbeFailure(try kernel.read(Paths.bootID)).prefix { $0 != "\n" }
        guard record.boot == boot else {
            try asProbeFailure(try journal.remove(record.address))
            return .outlived
        }
        let binding = DriverBinding(record.address, kernel, yields: true)
        let driver: String?
        do {
            try check(record, binding, device)
            driver = try restoreDriver(record, binding)
        } catch {
            guard binding.isGone() else { throw error }
            try asProbeFailure(try journal.remove(record.address))
            return .gone
        }
        try asProbeFailure(try journal.remove(record.address))
        if let driver, driver != record.driver { return .taken(by: driver) }
        return .restored(driver: driver)
    }

    /// Whether this is what the record is of, as its run left it, and nobody's.
    private func check(
        _ record: BindingRecord, _ binding: DriverBinding, _ device: (BusAddress) -> DeviceSnapshot?
    ) throws(ProbeFailure) {
        let address = record.address
        guard let now = device(address) else {
            throw Self.refusal(address, "which device it is now cannot be told")
        }
        if let difference = record.identity.difference(from: DeviceIdentity(now)) {
            throw Self.refusal(address, "another device than before is there: \(difference)")
        }
        let driver = try asProbeFailure(try binding.currentDriver())
        let isElsewhere = driver != nil && ![record.driver, Paths.vfioDriver].contains(driver)
        if !isElsewhere, let objection = try asProbeFailure(try binding.objection(to: record)) {
            throw Self.refusal(address, objection)
        }
        if let users = try asProbeFailure(try DeviceNodes(address, kernel).users()) {
            throw ProbeFailure(
                .refused, "left as it is: it is in use by \(users)",
                next: "vfio-probe restore \(address), when that has ended")
        }
    }

    /// A signal that came meanwhile is the end, whichever call it cut short.
    private func restoreDriver(_ record: BindingRecord, _ binding: DriverBinding)
        throws(ProbeFailure) -> String?
    {
        do {
            return try binding.restoreDriver(record)
        } catch {
            guard let signal = kernel.heldSignal else { throw ProbeFailure(error) }
            throw ProbeFailure(
                .interrupted(signal), "interrupted by signal \(signal) at \(error)",
                next: "vfio-probe restore \(record.address)", cause: error)
        }
    }
}
