import PCISnapshot

/// The records of functions that are taken from their drivers, under /run.
///
/// The file stays open and locked as long as the probe runs: a second probe of the same device
/// sees that, and a record that nobody has locked is one of a run that was killed.
struct BindingJournal {
    let kernel: any ProbeKernel

    init(_ kernel: any ProbeKernel) { self.kernel = kernel }

    /// Makes a function's record before the first change.
    ///
    /// - Parameters:
    ///   - handles: takes over the locked file.
    ///   - state: what the function is like; asked only once nobody else can be changing it.
    func add(
        _ address: BusAddress, _ handles: inout OwnedHandles,
        state: () throws(ProbeFailure) -> BindingRecord
    ) throws(ProbeFailure) -> BindingRecord {
        try asProbeFailure(try kernel.makeDirectory(Paths.records))
        let path = Paths.record(address)
        let file: Handle
        do {
            file = handles.own(try kernel.create(path))
        } catch {
            guard error.errno == .exists else { throw ProbeFailure(error) }
            throw try occupied(address, error)
        }
        do throws(ProbeFailure) {
            try asProbeFailure(try lockOwn(file))
            let record = try state()
            // What cannot be read back from the record could not be put back.
            guard BindingRecord.read(record.text) == .record(record) else {
                throw ProbeFailure(
                    .refused, "\(address) has a driver or driver_override that cannot be noted",
                    next: "look at \(Paths.device(address, "driver_override"))")
            }
            try asProbeFailure(try kernel.write(record.text, to: file))
            return record
        } catch {
            // Between the making of the file and its lock `restore` may have come, who cleans it
            // away; what is there now need not be ours.
            if error.cause?.call == .lock, let errno = error.cause?.errno,
                errno == .again || errno == .stale
            {
                throw Self.hurried(address, error.cause)
            }
            // Unfinished, so nothing was changed: it would only be in the way.
            try? kernel.remove(path)
            throw error
        }
    }

    /// A file that was just made is locked by nobody for long.
    private func lockOwn(_ file: Handle) throws(CallFailure) {
        for _ in 0..<64 {
            do {
                return try kernel.lock(file)
            } catch {
                guard error.errno == .again else { throw error }
            }
        }
        try kernel.lock(file)
    }

    /// Keeps a function's record, where it has one, from everybody else.
    ///
    /// - Throws: `refused` when a running probe has it.
    func keep(_ address: BusAddress, _ handles: inout OwnedHandles) throws(ProbeFailure) {
        guard try addresses().contains(address) else { return }
        guard try take(address, &handles) != nil else {
            throw Self.busy(address, nil)
        }
    }

    /// Removes the record of a function that is back with its driver.
    func remove(_ address: BusAddress) throws(CallFailure) {
        try kernel.remove(Paths.record(address))
    }

    /// The functions that have a record; nothing that is no address is looked at.
    func addresses() throws(ProbeFailure) -> [BusAddress] {
        do {
            try kernel.checkDirectory(Paths.records)
        } catch {
            if error.errno == .noSuchFile { return [] }
            throw Self.untrusted(error)
        }
        return try asProbeFailure(try kernel.names(Paths.records))?.compactMap(BusAddress.init)
            ?? []
    }

    /// A record's text, the file locked; nil when a running probe has it, or it has just gone.
    func take(_ address: BusAddress, _ handles: inout OwnedHandles) throws(ProbeFailure) -> String?
    {
        let path = Paths.record(address)
        do {
            let file = handles.own(try kernel.open(path))
            try kernel.lock(file)
        } catch {
            switch (error.call, error.errno) {
            case (.lock, .again), (.lock, .stale), (.open, .noSuchFile): return nil
            default: throw Self.untrusted(error)
            }
        }
        return try asProbeFailure(try kernel.read(path))
    }
}
