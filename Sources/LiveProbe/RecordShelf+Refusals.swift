import PCISnapshot

extension RecordShelf {
    /// Why a record that is there already keeps another one from being made.
    func occupied(_ address: BusAddress, _ cause: CallFailure)
        throws(ProbeFailure) -> ProbeFailure
    {
        guard let text = try orFail(try kernel.text(Paths.record(address))) else {
            return Self.hurried(address, cause)
        }
        // Its maker is about to lock it, and must find it free.
        if text.isEmpty { return Self.hurried(address, cause) }
        var handles = OwnedHandles(kernel)
        let isFree = try orFail(try take(address, &handles)) != nil
        return isFree
            ? ProbeFailure(
                .refused, "\(address) was left by an interrupted run: \(Paths.record(address))",
                next: "vfio-probe restore \(address)", cause: cause)
            : Self.busy(address, cause)
    }

    /// Somebody who has the record for as long as a probe runs.
    static func busy(_ address: BusAddress, _ cause: CallFailure?) -> ProbeFailure {
        ProbeFailure(
            .refused, "another vfio-probe is at \(address)",
            next: "the same command again, when that has ended", cause: cause)
    }

    /// Somebody whose time at the record is short.
    static func hurried(_ address: BusAddress, _ cause: CallFailure?) -> ProbeFailure {
        ProbeFailure(
            .refused, "another vfio-probe begins or ends at \(address)",
            next: "the same command again; vfio-probe restore \(address) if it stays so",
            cause: cause)
    }
}
