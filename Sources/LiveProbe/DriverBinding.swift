import PCISnapshot

/// Takes a function from its driver for VFIO, and gives it back.
struct DriverBinding {
    private let kernel: any ProbeKernel
    let address: BusAddress
    /// Whether a signal that waits ends it between two changes.
    ///
    /// Not while a probe gives back, for that is what the signal waits for.
    private let yields: Bool

    init(_ address: BusAddress, _ kernel: any ProbeKernel, yields: Bool = false) {
        self.address = address
        self.kernel = kernel
        self.yields = yields
    }

    /// The driver that the function has now, nil for none.
    func currentDriver() throws(CallFailure) -> String? {
        try kernel.linkName(Paths.device(address, "driver"))
    }

    /// Its `driver_override` as it is now, nil for none.
    ///
    /// - Throws: also where there is no such file, which says nothing.
    func currentOverride() throws(CallFailure) -> String? {
        let text = try kernel.read(Paths.device(address, "driver_override"))
        let word = text.hasSuffix("\n") ? String(text.dropLast()) : text
        return word == "(null)" || word == "" ? nil : word
    }

    /// What the function is like before anything is changed.
    ///
    /// - Parameters:
    ///   - device: the function as a source told it.
    ///   - driver: the driver that it was judged with; read anew, it could be another.
    ///   - boot: which run of the kernel this is.
    func record(_ device: DeviceSnapshot, _ driver: String?, boot: String) throws(CallFailure)
        -> BindingRecord
    {
        BindingRecord(
            address: address, boot: boot, identity: DeviceIdentity(device),
            placed: Paths.vfioDriver, driver: driver, override: try currentOverride())
    }

    /// Makes sure that vfio-pci is there, loading it where it is a module.
    func provideDriver() throws(ProbeFailure) {
        let directory = Paths.driver(Paths.vfioDriver)
        if try asProbeFailure(try kernel.names(directory)) != nil { return }
        do {
            try kernel.loadModule(Paths.vfioDriver)
        } catch {
            throw MissingSupport.driver(error)
        }
        guard try asProbeFailure(try kernel.names(directory)) != nil else {
            throw MissingSupport.driver(nil)
        }
    }

    /// Makes vfio-pci the only driver that the function matches: the first change of all.
    func placeOverride(_ record: BindingRecord) throws(ProbeFailure) {
        do {
            try setOverride(record.placed)
        } catch {
            throw try unchanged(record, error)
        }
    }

    /// Takes the function from the driver that it had.
    func unbind(_ record: BindingRecord) throws(CallFailure) {
        guard let driver = record.driver else { return }
        try change("\(address)\n", Paths.driver(driver, "unbind"))
    }

    /// Gives the function to vfio-pci.
    func bindToVFIO() throws(CallFailure) {
        try change("\(address)\n", Paths.driver(Paths.vfioDriver, "bind"))
    }

    /// The very first change failed: whether all is as before is looked at, not taken for granted.
    private func unchanged(_ record: BindingRecord, _ cause: CallFailure)
        throws(ProbeFailure) -> ProbeFailure
    {
        let driver = try asProbeFailure(try currentDriver())
        let override = try asProbeFailure(try currentOverride())
        guard driver == record.driver, override == record.override else {
            return ProbeFailure(cause)
        }
        return ProbeFailure(
            .failed, "\(cause); nothing was changed",
            next: cause.errno == .readOnly
                ? "remount /sys read-write, or leave the container" : nil,
            cause: cause)
    }

    /// Puts everything as the record has it, from whatever state there is.
    ///
    /// A single failure is tried again: nothing matters more than the device's own driver.
    ///
    /// - Returns: the driver that it has then; another one than the record's is somebody else's
    ///   choice meanwhile, and left.
    func restoreDriver(_ record: BindingRecord) throws(CallFailure) -> String? {
        for _ in 0..<2 {
            do {
                return try restoreDriverOnce(record)
            } catch {
                // A call that hangs would hang again.
                if isAskedToEnd || error.errno == .timedOut { throw error }
            }
        }
        return try restoreDriverOnce(record)
    }

    /// Whether there is no such function any more.
    func isGone() -> Bool {
        do {
            return try kernel.names(Paths.device(address)) == nil
        } catch {
            return false
        }
    }

    /// Why a record is not to be undone, in words; nil where nothing speaks against it.
    ///
    /// The state has to be one that the record's run can have left, at whatever step it ended.
    func objection(to record: BindingRecord) throws(CallFailure) -> String? {
        let driver = try currentDriver()
        let override = try currentOverride()
        let isAway = driver == Paths.vfioDriver && record.driver != driver
        let own: [String?] = record.driver.map { [$0] } ?? []
        let possible = [record.placed] + (isAway ? [] : own + [record.override])
        if possible.contains(override) { return nil }
        return "driver_override is '\(override ?? "")' by now, which the interrupted run did not"
            + " write"
    }

    /// The driver first, the override after it: one that names another driver would keep the
    /// function from its own.
    private func restoreDriverOnce(_ record: BindingRecord) throws(CallFailure) -> String? {
        var driver = try currentDriver()
        if driver == Paths.vfioDriver, record.driver != driver {
            try change("\(address)\n", Paths.driver(Paths.vfioDriver, "unbind"))
            driver = nil
        }
        if let own = record.driver, driver == nil {
            // Whatever let it match before, an id that was there then or an override that has
            // gone since, by its name it matches (`pci_match_device()`).
            try setOverride(own)
            try change("\(address)\n", Paths.driver(own, "bind"))
            driver = try currentDriver()
            guard driver == own else {
                throw CallFailure(.write, Paths.driver(own, "bind"), .noDevice)
            }
        }
        // A driver that somebody else chose meanwhile is left alone, and the override with it.
        let isLoans = try currentOverride() == record.placed
        if isLoans || driver == record.driver {
            try setOverride(record.override)
        }
        return driver
    }

    /// Writes the override where it is another one; what is as it should be may be unwritable.
    private func setOverride(_ override: String?) throws(CallFailure) {
        guard try currentOverride() != override else { return }
        // An empty line takes the override away (`driver_set_override()`).
        try change((override ?? "") + "\n", Paths.device(address, "driver_override"))
    }

    private var isAskedToEnd: Bool { yields && kernel.heldSignal != nil }

    private func change(_ text: String, _ path: String) throws(CallFailure) {
        if isAskedToEnd { throw CallFailure(.write, path, .interrupted) }
        try kernel.write(text, to: path, yields: yields)
    }
}
