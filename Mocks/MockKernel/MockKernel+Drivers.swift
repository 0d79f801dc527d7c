public import LiveProbe
import PCISnapshot

extension MockKernel {
    /// vfio-pci, or a variant of it.
    static func isVFIO(_ driver: String) -> Bool {
        driver.hasSuffix("vfio-pci") || driver.hasSuffix("vfio_pci")
    }

    /// Whether VFIO may have a group beside a driver (`driver_managed_dma`).
    static func leavesGroup(_ driver: String) -> Bool {
        isVFIO(driver) || ["pcieport", "pci-stub"].contains(driver)
    }

    /// Loads vfio-pci, where it is a module.
    public func loadModule(_ name: String) throws(CallFailure) {
        try enter(.loadModule, name)
        guard scenario.vfioDriver == "module" else {
            throw CallFailure(.loadModule, name, .noDevice)
        }
        files["/sys/bus/pci/drivers/\(name)/bind"] = .text("")
    }

    /// Does what the kernel does when an attribute is written.
    public func write(_ text: String, to path: String, yields: Bool) throws(CallFailure) {
        try enter(.write, path)
        let word = text.hasSuffix("\n") ? String(text.dropLast()) : text
        let parts = path.split(separator: "/").map(String.init)
        if path.hasSuffix("/driver_override"), files[path] != nil {
            files[path] = .text((word.isEmpty ? "(null)" : word) + "\n")
            return
        }
        guard parts.count == 6, parts[3] == "drivers", let address = BusAddress(word),
            files["/sys/bus/pci/drivers/\(parts[4])/bind"] != nil
        else { throw CallFailure(.write, path, .noSuchFile) }
        if parts[5] == "unbind" {
            try unbind(address, parts[4], path)
        } else {
            try bind(address, parts[4], path)
        }
    }

    /// `unbind_store()`: ENODEV for a function that the driver has not.
    private func unbind(_ address: BusAddress, _ name: String, _ path: String)
        throws(CallFailure)
    {
        guard driver(of: address) == name else { throw CallFailure(.write, path, .noDevice) }
        if scenario.waitingDrivers.contains(name) {
            // `__device_release_driver()`: the link goes first, then the driver's remove() waits.
            detach(address)
            throw CallFailure(.write, path, .timedOut)
        }
        if scenario.refusingDrivers.contains(name) { throw CallFailure(.write, path, .busy) }
        detach(address)
    }

    /// `bind_store()`: ENODEV for a driver that the function does not match, EBUSY where it has one.
    private func bind(_ address: BusAddress, _ name: String, _ path: String)
        throws(CallFailure)
    {
        guard matches(address, name) else { throw CallFailure(.write, path, .noDevice) }
        guard driver(of: address) == nil else { throw CallFailure(.write, path, .busy) }
        attach(address, name)
    }

    /// `pci_match_device()`: an override matches the driver that it names and no other; without
    /// one the ids decide, those of the table or those of `new_id`.
    private func matches(_ address: BusAddress, _ name: String) -> Bool {
        let override = files.text("/sys/bus/pci/devices/\(address)/driver_override")
        guard let override else { return false }
        if override != "(null)\n" { return override == name + "\n" }
        let own = index(of: address).flatMap { machine.devices[$0].driver }
        return scenario.idDrivers.map { $0.contains(name) } ?? (own == name)
    }
}
