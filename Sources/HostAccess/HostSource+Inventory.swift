import PCISnapshot

/// What the inventory tells of one function: the kernel's files, nothing of the device itself.
extension HostSource {
    /// The kernel's word on what the function is.
    func identify(_ device: inout DeviceSnapshot, _ function: LibPCI.Function) {
        do {
            let ids = try library.ids(of: function)
            // libpci reads an empty file as 0, which is nobody's vendor id.
            if ids.vendor != 0 {
                device.identity.vendor = ids.vendor
                device.identity.device = ids.device
            } else {
                let path = sysfs.path(function.address, "vendor")
                device.faults.append(
                    Fault(.identity, .malformed, "\(path): expected a vendor id"))
            }
        } catch {
            device.faults.append(fault(.identity, error))
        }
        // libpci's class has no programming interface, unless it reads the revision as well.
        let told = sysfs.text(function.address, "class").flatMap { Hex.parse($0) }
        device.identity.classCode = told.map { UInt32(truncatingIfNeeded: $0 & 0xff_ffff) }
    }

    func listResources(_ device: inout DeviceSnapshot, _ function: LibPCI.Function) {
        if !isLive, isDamagedList(function.address) {
            device.faults.append(notLines(function.address))
            return
        }
        do {
            if let resources = try library.resources(of: function) {
                device.resources = resources.map(Self.withoutFalseAddress)
            } else {
                device.faults.append(notLines(function.address))
            }
        } catch {
            device.faults.append(fault(.resources, error))
        }
        guard let more = virtualFunctionResources(function.address) else {
            device.faults.append(notLines(function.address))
            return
        }
        device.resources += more
    }

    /// Whether a recorded list is none that a kernel prints.
    ///
    /// Asked before libpci: what it cannot parse it leaves open, and descriptors are few.
    private func isDamagedList(_ address: BusAddress) -> Bool {
        guard sysfs.size(address, "resource") ?? 0 <= SysfsDirectory.longestText else {
            return true
        }
        return sysfs.lines(address, "resource").map { ResourceFile($0) == nil } ?? false
    }

    private func notLines(_ address: BusAddress) -> Fault {
        let path = sysfs.path(address, "resource")
        return Fault(
            .resources, .malformed, "\(path): expected at least 7 lines of start, end, flags")
    }

    /// On a live host nothing of a device lies at address 0: no address was assigned.
    private static func withoutFalseAddress(_ resource: ResourceRecord) -> ResourceRecord {
        guard resource.start == 0, !resource.flags.contains(.io) else { return resource }
        var resource = resource
        resource.flags.insert(.unset)
        return resource
    }

    private func fault(_ part: Fault.Part, _ failure: LibPCI.Failure) -> Fault {
        Fault(part, failure.reason(isLive: isLive), failure.message)
    }

    /// Resources 7-12 of a physical function, which libpci does not tell; nil for no such lines.
    private func virtualFunctionResources(_ address: BusAddress) -> [ResourceRecord]? {
        guard sysfs.size(address, "sriov_totalvfs") != nil,
            let text = sysfs.lines(address, "resource")
        else { return [] }
        return ResourceFile(text)?.records.filter { (7...12).contains($0.index) }
    }
}
