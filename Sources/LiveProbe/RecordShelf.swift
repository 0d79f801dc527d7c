import PCISnapshot

/// The records of functions that are taken from their drivers, under /run.
///
/// The file stays open and locked as long as the probe runs: a second probe of the same device
/// sees that, and a record that nobody has locked is one of a run that was killed.
struct RecordShelf {
    private let kernel: any ProbeKernel

    init(_ kernel: any ProbeKernel) { self.kernel = kernel }

    /// Writes a record before the first change.
    ///
    /// - Parameter handles: takes over the locked file.
    func add(_ record: DriverRecord, _ handles: inout OwnedHandles) throws(ProbeFailure) {
        // What cannot be read back from the record could not be put back.
        guard DriverRecord.read(record.text) == .record(record) else {
            throw ProbeFailure(
                .refused,
                "\(record.address) has a driver or driver_override that cannot be noted",
                next: "look at \(Paths.device(record.address, "driver_override"))")
        }
        try orFail(try kernel.makeDirectory(Paths.records))
        let path = Paths.record(record.address)
        let file: Handle
        do {
            file = handles.own(try kernel.create(path))
        } catch {
            guard error.errno == .exists else { throw ProbeFailure(error) }
            throw try occupied(record.address, error)
        }
        do {
            try fill(file, record)
        } catch {
            // Unfinished, so nothing was changed: it would only be in the way.
            try? kernel.remove(path)
            throw ProbeFailure(error)
        }
    }

    private func fill(_ file: Handle, _ record: DriverRecord) throws(CallFailure) {
        try kernel.lock(file)
        try kernel.write(record.text, to: file)
        // Between the making of the file and its lock somebody may have cleaned it away.
        guard try kernel.text(file.name) == String(record.text.dropLast()) else {
            throw CallFailure(.create, file.name, .again)
        }
    }

    /// Removes the record of a function that is back with its driver.
    func remove(_ address: BusAddress) throws(CallFailure) {
        try kernel.remove(Paths.record(address))
    }

    /// The functions that have a record; nothing that is no address is looked at.
    func addresses() throws(CallFailure) -> [BusAddress] {
        try kernel.names(Paths.records)?.compactMap(BusAddress.init) ?? []
    }

    private func occupied(_ address: BusAddress, _ cause: CallFailure)
        throws(ProbeFailure) -> ProbeFailure
    {
        var handles = OwnedHandles(kernel)
        let isFree = try orFail(try take(address, &handles)) != nil
        return isFree
            ? ProbeFailure(
                .refused, "\(address) was left by an interrupted run: \(Paths.record(address))",
                next: "vfio-probe restore \(address)", cause: cause)
            : ProbeFailure(
                .refused, "another vfio-probe is at \(address)",
                next: "the same command again, when that has ended", cause: cause)
    }

    /// A record's text, the file locked; nil when a running probe has it, or it has just gone.
    func take(_ address: BusAddress, _ handles: inout OwnedHandles) throws(CallFailure) -> String? {
        let path = Paths.record(address)
        do {
            let file = handles.own(try kernel.open(path))
            try kernel.lock(file)
        } catch {
            switch (error.call, error.errno) {
            case (.lock, .again), (.open, .noSuchFile): return nil
            default: throw error
            }
        }
        return try kernel.read(path)
    }
}
