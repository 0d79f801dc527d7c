public import MappingPolicy
import PCIDecoding
public import PCISnapshot

/// One probe of one device: borrow, open, ask, plan, try, close, give back.
///
/// Whatever happens between, everything comes back in reverse order: mappings and descriptors by
/// the end of their owners' lives, the driver by `DriverBinding`.
public struct Probe {
    let kernel: any ProbeKernel
    let options: ProbeOptions
    /// Makes the plan of a snapshot, with live answers or without.
    let plan: (DeviceSnapshot) -> DevicePlan
    /// Tells a person what is about to happen.
    let tell: (String) -> Void
    let signals: SignalCheck

    /// A probe over a kernel.
    ///
    /// - Parameters:
    ///   - kernel: the door to the system.
    ///   - options: what is wanted.
    ///   - plan: makes the plan of a snapshot.
    ///   - tell: takes one line for a person.
    public init(
        _ kernel: any ProbeKernel, _ options: ProbeOptions,
        plan: @escaping (DeviceSnapshot) -> DevicePlan, tell: @escaping (String) -> Void
    ) {
        let retrying = RetryingKernel(kernel)
        self.kernel = retrying
        self.options = options
        self.plan = plan
        self.tell = tell
        signals = SignalCheck(retrying)
    }

    /// Probes a device.
    ///
    /// - Parameter device: its snapshot as sysfs tells it; VFIO's part, if any, is not used.
    public func run(_ device: DeviceSnapshot) throws(ProbeFailure) -> ProbeReport {
        guard kernel.isRoot else {
            throw ProbeFailure(
                .denied, "opening a device through VFIO needs root",
                next: "retry as root; vfio-probe recommend needs less")
        }
        kernel.holdSignals()
        defer { kernel.releaseSignals() }
        let binding = DriverBinding(device.address, kernel)
        let driver = try asProbeFailure(try binding.currentDriver())
        try IOMMUCheck(address: device.address, kernel: kernel).run(noIOMMU: options.noIOMMU)
        let journal = BindingJournal(kernel)
        var record = OwnedHandles(kernel)
        if let driver, VFIODriver.isOne(driver) {
            try journal.keep(device.address, &record)
            try expect(driver, binding)
            try refuse(
                try asProbeFailure(try InUseChecks(device, kernel).reasonsAgainstReset()),
                device.address,
                "not opened, which would reset it")
            return try probeBound(device, driver, binding)
        }
        try mayBind(device, driver)
        try binding.provideDriver()
        try signals.throwIfInterrupted()
        let before = try journal.add(device.address, &record) { () throws(ProbeFailure) in
            try expect(driver, binding)
            try refuseBorrowedPeers(of: device.address, journal)
            return try recorded(device, driver, binding)
        }
        let result = Result { () throws(ProbeFailure) in
            try take(device, before, binding)
            return try visit(device, Paths.vfioDriver, borrowedFrom: driver, wasBound: true)
        }
        return try finish(result, binding, before, journal)
    }

    /// What the device is like before anything is changed.
    private func recorded(_ device: DeviceSnapshot, _ driver: String?, _ binding: DriverBinding)
        throws(ProbeFailure) -> BindingRecord
    {
        do {
            let boot = try kernel.read(Paths.bootID).prefix { $0 != "\n" }
            return try binding.record(device, driver, boot: String(boot))
        } catch {
            guard binding.isGone() else { throw ProbeFailure(error) }
            throw MissingSupport.device(device.address, error)
        }
    }

    /// Visits a device that VFIO has already.
    private func probeBound(_ device: DeviceSnapshot, _ driver: String, _ binding: DriverBinding)
        throws(ProbeFailure) -> ProbeReport
    {
        do {
            return try visit(device, driver, borrowedFrom: nil, wasBound: false)
        } catch {
            guard binding.isGone() else { throw error }
            throw MissingSupport.device(device.address, error.cause)
        }
    }

    /// What was decided on the way here holds only for the driver that was there then.
    private func expect(_ driver: String?, _ binding: DriverBinding) throws(ProbeFailure) {
        let now = try asProbeFailure(try binding.currentDriver())
        guard now != driver else { return }
        guard !binding.isGone() else { throw MissingSupport.device(binding.address) }
        throw ProbeFailure(
            .refused,
            "the driver of \(binding.address) changed meanwhile: \(driver ?? "none"), now \(now ?? "none")",
            next: "retry")
    }

    /// No driver of the host gets a function back while VFIO has another one of its group open
    /// (`iommu_device_use_default_domain()`), so one probe at a time may have a group.
    private func refuseBorrowedPeers(of address: BusAddress, _ journal: BindingJournal)
        throws(ProbeFailure)
    {
        let members = try asProbeFailure(try IOMMUGroup(address, kernel).others())
        let records = try journal.addresses()
        guard let peer = members.first(where: records.contains) else { return }
        throw ProbeFailure(
            .refused, "another vfio-probe has \(peer) of the same IOMMU group",
            next: "retry after it; vfio-probe restore \(peer) if it was killed")
    }

    /// Whether a device that VFIO does not have yet may be bound to it.
    private func mayBind(_ device: DeviceSnapshot, _ driver: String?) throws(ProbeFailure) {
        let address = device.address
        let holder = driver.map { "bound to \($0)" } ?? "bound to no driver"
        guard options.bind else {
            throw ProbeFailure(
                .unavailable, "\(address) is \(holder), not to vfio-pci",
                next: "vfio-probe probe --bind \(address), which gives it back afterwards")
        }
        var claims = OwnedHandles(kernel)
        try refuse(
            try asProbeFailure(try InUseChecks(device, kernel).reasons(claims: &claims)), address,
            "not taken")
    }

    /// Moves the device to vfio-pci.
    ///
    /// Everything is asked once more right before `unbind`, for modprobe and the record took their
    /// time; and the disks stay claimed until the driver has let go, so that nobody mounts one
    /// between the question and the deed.
    private func take(_ device: DeviceSnapshot, _ record: BindingRecord, _ binding: DriverBinding)
        throws(ProbeFailure)
    {
        try binding.placeOverride(record)
        do {
            var claims = OwnedHandles(kernel)
            let reasons = try asProbeFailure(
                try InUseChecks(device, kernel).reasons(claims: &claims))
            try refuse(reasons, device.address, "not taken")
            try asProbeFailure(try binding.unbind(record))
        }
        try asProbeFailure(try binding.bindToVFIO())
    }

    /// Ends the probe where a reason is in the way that was not named to be overridden.
    private func refuse(
        _ reasons: [InUseReason], _ address: BusAddress, _ consequence: String
    ) throws(ProbeFailure) {
        let standing = reasons.filter { $0.isFinal || !options.overrides.contains($0.kind) }
        guard standing.isEmpty else {
            throw ProbeFailure(
                .refused,
                "\(address) is \(consequence): "
                    + standing.map(\.text).joined(separator: "; "),
                next: Self.wayOut(reasons))
        }
        for reason in reasons { tell("\(address): \(reason.text); overridden") }
    }

    /// What would have to be named to take the device all the same.
    private static func wayOut(_ reasons: [InUseReason]) -> String {
        guard !reasons.contains(where: \.isFinal) else {
            return "free it first; this cannot be overridden"
        }
        let words = InUseReason.Kind.allCases.filter { kind in
            reasons.contains { $0.kind == kind }
        }.map(\.rawValue)
        return "free it first; --force=\(words.joined(separator: ",")) takes it all the same"
    }

    /// Gives the device back, and keeps the record when that does not succeed.
    private func finish(
        _ result: Result<ProbeReport, ProbeFailure>, _ binding: DriverBinding,
        _ record: BindingRecord,
        _ journal: BindingJournal
    ) throws(ProbeFailure) -> ProbeReport {
        let driver = record.driver ?? "no driver"
        // The kernel is still at it, and whatever is written now would wait for it as well.
        if case .failure(let failure) = result, let cause = failure.cause, cause.call == .write,
            cause.errno == .timedOut
        {
            throw failure.adding(
                ProbeFailure(
                    .failed, "the driver of \(record.address) still waits for its users",
                    next: "end them; then vfio-probe restore \(record.address)"))
        }
        do {
            let now = try binding.restoreDriver(record)
            if now != record.driver {
                tell("\(record.address): bound to \(now ?? "no driver") meanwhile, left there")
            }
        } catch {
            if binding.isGone() {
                try asProbeFailure(try journal.remove(record.address))
                throw MissingSupport.device(record.address, error)
            }
            throw combined(
                result, "\(record.address) could not be given back to \(driver)", record, error)
        }
        do {
            try journal.remove(record.address)
        } catch {
            throw combined(
                result, "\(record.address) is back with \(driver), but its record stays", record,
                error)
        }
        return try result.get()
    }

    /// A failure at the end, together with the one that led there.
    private func combined(
        _ result: Result<ProbeReport, ProbeFailure>, _ text: String, _ record: BindingRecord,
        _ cause: CallFailure
    ) -> ProbeFailure {
        let failure = ProbeFailure(
            .failed, "\(text): \(cause)", next: "vfio-probe restore \(record.address)",
            cause: cause)
        if case .failure(let first) = result { return first.adding(failure) }
        return failure
    }
}
