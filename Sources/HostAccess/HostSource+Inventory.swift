import PCISnapshot
import SystemPackage

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
                device.readErrors.append(
                    ReadError(.identity, .malformed, "\(path): expected a vendor id"))
            }
        } catch {
            device.readErrors.append(fault(.identity, error))
        }
        // libpci's class has no programming interface, unless it reads the revision as well.
        noting(.identity, &device) { (device) throws(SystemFailure) in
            let text = try sysfs.text(device.address, "class") ?? ""
            if let told = Hex.parse(text) {
                device.identity.classCode = UInt32(truncatingIfNeeded: told & 0xff_ffff)
            } else {
                let path = sysfs.path(device.address, "class")
                device.readErrors.append(
                    ReadError(.identity, .malformed, "\(path): expected a class"))
            }
        }
    }

    func listResources(_ device: inout DeviceSnapshot, _ function: LibPCI.Function) {
        let before = device.readErrors.count
        noting(.resources, &device) { (device) throws(SystemFailure) in
            if !isLive, try isDamagedList(device.address) {
                device.readErrors.append(notLines(device.address))
            }
        }
        guard device.readErrors.count == before else { return }
        do {
            if let resources = try library.resources(of: function) {
                device.resources = resources
            } else {
                device.readErrors.append(notLines(function.address))
            }
        } catch {
            device.readErrors.append(fault(.resources, error))
        }
        noting(.resources, &device) { (device) throws(SystemFailure) in
            try measure(&device)
        }
        device.resources = device.resources.map(Self.withoutFalseAddress)
        noting(.resources, &device) { (device) throws(SystemFailure) in
            try listVirtualFunctionResources(&device)
        }
    }

    /// Gives resources of one byte, as the control port of a legacy IDE channel, their size, which
    /// libpci does not tell; what is empty goes.
    private func measure(_ device: inout DeviceSnapshot) throws(SystemFailure) {
        guard device.resources.contains(where: { $0.size == 0 }) else { return }
        let resources = device.resources
        device.resources.removeAll { $0.size == 0 }
        guard let file = ResourceFile(try sysfs.lines(device.address, "resource") ?? "") else {
            device.readErrors.append(notLines(device.address))
            return
        }
        device.resources = resources.compactMap { resource in
            resource.size > 0
                ? resource : file.records.first { $0.index == resource.index && $0.size == 1 }
        }
    }

    /// Whether a recorded list is none that a kernel prints.
    ///
    /// Asked before libpci: what it cannot parse it leaves open, and descriptors are few.
    private func isDamagedList(_ address: BusAddress) throws(SystemFailure) -> Bool {
        guard try sysfs.size(address, "resource") ?? 0 <= SysfsDirectory.longestText else {
            return true
        }
        guard let text = try sysfs.lines(address, "resource") else { return false }
        return ResourceFile(text) == nil
    }

    private func notLines(_ address: BusAddress) -> ReadError {
        let path = sysfs.path(address, "resource")
        return ReadError(
            .resources, .malformed, "\(path): expected at least 7 lines of start, end, flags")
    }

    /// On a live host nothing of a device lies at address 0: no address was assigned.
    private static func withoutFalseAddress(_ resource: ResourceRecord) -> ResourceRecord {
        guard resource.start == 0, !resource.flags.contains(.io) else { return resource }
        var resource = resource
        resource.flags.insert(.unset)
        return resource
    }

    private func fault(_ part: ReadError.Part, _ failure: LibPCI.Failure) -> ReadError {
        ReadError(part, ReadError.Reason(failure.word, isLive: isLive), failure.message)
    }

    /// Resources 7-12 of a physical function, which libpci does not tell.
    private func listVirtualFunctionResources(_ device: inout DeviceSnapshot)
        throws(SystemFailure)
    {
        guard try sysfs.size(device.address, "sriov_totalvfs") != nil else { return }
        let text = try sysfs.lines(device.address, "resource") ?? ""
        // A kernel that has SR-IOV prints all of them, the empty ones too.
        if let file = ResourceFile(text), file.lineCount > 12 {
            device.resources += file.records.filter { (7...12).contains($0.index) }
        } else {
            device.readErrors.append(notLines(device.address))
        }
    }

    /// Does a step of reading; that it failed is noted, so that nothing looks absent instead.
    func noting(
        _ part: ReadError.Part, _ device: inout DeviceSnapshot,
        _ step: (inout DeviceSnapshot) throws(SystemFailure) -> Void
    ) {
        do {
            try step(&device)
        } catch {
            let reason = ReadError.Reason(error.errno, isLive: isLive)
            device.readErrors.append(ReadError(part, reason, error.description))
        }
    }
}

extension ReadError.Reason {
    /// What kind of fault an error is: of permission, of a machine, or of a recorded tree.
    init(_ errno: Errno, isLive: Bool) {
        self =
            errno == .permissionDenied || errno == .notPermitted
            ? .denied : isLive ? .failed : .malformed
    }
}
