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
        /// The device is not there any more.
        case gone
        /// A probe is at work on the device.
        case running
        /// It could not be done.
        case failed(ProbeFailure)
    }

    /// A restorer over a kernel.
    public init(_ kernel: any ProbeKernel) { self.kernel = PatientKernel(kernel) }

    /// The devices that have a record.
    public func addresses() throws(ProbeFailure) -> [BusAddress] {
        guard kernel.isRoot else {
            throw ProbeFailure(
                .denied, "binding drivers needs root", next: "the same command as root")
        }
        return try orFail(try RecordShelf(kernel).addresses())
    }

    /// Undoes one record and removes it.
    public func run(_ address: BusAddress) -> Outcome {
        kernel.holdSignals()
        defer { kernel.releaseSignals() }
        let shelf = RecordShelf(kernel)
        var handles = OwnedHandles(kernel)
        do {
            guard let text = try shelf.take(address, &handles) else { return .running }
            switch DriverRecord.read(text) {
            case .unfinished:
                try shelf.remove(address)
                return .unchanged
            case .record(let record) where record.address == address:
                return try undo(record, shelf)
            case .record, .malformed:
                return .failed(
                    ProbeFailure(
                        .failed, "\(Paths.record(address)) is no record of \(address)",
                        next: "look at it; bind the driver by hand; remove it"))
            }
        } catch {
            return .failed(ProbeFailure(error))
        }
    }

    private func undo(_ record: DriverRecord, _ shelf: RecordShelf) throws(CallFailure) -> Outcome {
        let loan = DriverLoan(record.address, kernel)
        let driver: String?
        do {
            driver = try loan.giveBack(record)
        } catch {
            guard loan.isGone() else { throw error }
            try shelf.remove(record.address)
            return .gone
        }
        try shelf.remove(record.address)
        if let driver, driver != record.driver { return .taken(by: driver) }
        return .restored(driver: driver)
    }
}
