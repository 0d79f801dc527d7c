import PCISnapshot

extension BindingJournal {
    /// Why a record that is there already keeps another one from being made.
    func occupied(_ address: BusAddress, _ cause: CallFailure)
        throws(ProbeFailure) -> ProbeFailure
    {
        guard let text = try asProbeFailure(try kernel.text(Paths.record(address))) else {
            return Self.hurried(address, cause)
        }
        // Its maker is about to lock it, and must find it free.
        if text.isEmpty { return Self.hurried(address, cause) }
        var handles = OwnedHandles(kernel)
        let isFree = try take(address, &handles) != nil
        return isFree
            ? ProbeFailure(
                .refused, "\(address) was left by an interrupted run: \(Paths.record(address))",
                next: "vfio-probe restore \(address)", cause: cause)
            : Self.busy(address, cause)
    }

    /// A directory or a file that others than root may have written, which is told by EPERM,
    /// ENOTDIR and ELOOP: what it says is not done.
    static func untrusted(_ cause: CallFailure) -> ProbeFailure {
        guard [.notPermitted, .notDirectory, .tooManyLinks].contains(cause.errno) else {
            return ProbeFailure(cause)
        }
        return ProbeFailure(
            .refused, "\(cause): what it holds need not be root's",
            next: "look at \(Paths.records), and who made it; remove it", cause: cause)
    }

    /// Somebody who has the record for as long as a probe runs.
    static func busy(_ address: BusAddress, _ cause: CallFailure?) -> ProbeFailure {
        ProbeFailure(
            .refused, "another vfio-probe is using \(address)",
            next: "retry when it has ended", cause: cause)
    }

    /// Somebody whose time at the record is short.
    static func hurried(_ address: BusAddress, _ cause: CallFailure?) -> ProbeFailure {
        ProbeFailure(
            .refused, "another vfio-probe is starting or ending on \(address)",
            next: "retry; vfio-probe restore \(address) if that fails, too",
            cause: cause)
    }
}
