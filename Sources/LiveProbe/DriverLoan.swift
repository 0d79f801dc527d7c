import PCISnapshot

/// Takes a function from its driver for VFIO, and gives it back.
struct DriverLoan {
    private let kernel: any ProbeKernel
    let address: BusAddress

    init(_ address: BusAddress, _ kernel: any ProbeKernel) {
        self.address = address
        self.kernel = kernel
    }

    /// The driver that the function has now, nil for none.
    func currentDriver() throws(CallFailure) -> String? {
        try kernel.linkName(Paths.device(address, "driver"))
    }

    /// What the function is like before anything is changed.
    ///
    /// - Parameter driver: the driver that it was judged with; read anew, it could be another.
    func record(_ driver: String?) throws(CallFailure) -> DriverRecord {
        let override = try kernel.text(Paths.device(address, "driver_override"))
        return DriverRecord(
            address: address, driver: driver,
            override: override == "(null)" || override == "" ? nil : override)
    }

    /// Makes sure that vfio-pci is there, loading it where it is a module.
    func provideDriver() throws(ProbeFailure) {
        let directory = Paths.driver(Paths.vfioDriver)
        if try orFail(try kernel.names(directory)) != nil { return }
        do {
            try kernel.loadModule(Paths.vfioDriver)
        } catch {
            throw Missing.driver(error)
        }
        guard try orFail(try kernel.names(directory)) != nil else { throw Missing.driver(nil) }
    }

    /// Makes vfio-pci the only driver that the function matches.
    func setOverride() throws(CallFailure) {
        try kernel.write(
            Paths.vfioDriver + "\n", to: Paths.device(address, "driver_override"))
    }

    /// Takes the function from the driver that it had.
    func unbind(_ record: DriverRecord) throws(CallFailure) {
        guard let driver = record.driver else { return }
        try kernel.write("\(address)\n", to: Paths.driver(driver, "unbind"))
    }

    /// Gives the function to vfio-pci.
    func bindToVFIO() throws(CallFailure) {
        try kernel.write("\(address)\n", to: Paths.driver(Paths.vfioDriver, "bind"))
    }

    /// Puts everything as the record has it, from whatever state there is.
    ///
    /// A single failure is tried again: nothing matters more than the device's own driver.
    ///
    /// - Returns: the driver that it has then; another one than the record's is somebody else's
    ///   choice meanwhile, and left.
    func giveBack(_ record: DriverRecord) throws(CallFailure) -> String? {
        for _ in 0..<2 {
            do {
                return try giveBackOnce(record)
            } catch {
                // A call that hangs would hang again.
                if error.errno == .timedOut { throw error }
            }
        }
        return try giveBackOnce(record)
    }

    /// Whether there is no such function any more.
    func isGone() -> Bool {
        do {
            return try kernel.names(Paths.device(address)) == nil
        } catch {
            return false
        }
    }

    private func giveBackOnce(_ record: DriverRecord) throws(CallFailure) -> String? {
        var driver = try currentDriver()
        // A driver that somebody else chose meanwhile is left alone.
        if driver == Paths.vfioDriver, record.driver != driver {
            try kernel.write("\(address)\n", to: Paths.driver(Paths.vfioDriver, "unbind"))
            driver = nil
        }
        // An empty line takes the override away (`driver_set_override()`).
        try kernel.write(
            (record.override ?? "") + "\n", to: Paths.device(address, "driver_override"))
        guard let own = record.driver, driver == nil else { return driver }
        try kernel.write("\(address)\n", to: Paths.driver(own, "bind"))
        guard try currentDriver() == own else {
            throw CallFailure(.write, Paths.driver(own, "bind"), .noDevice)
        }
        return own
    }
}
